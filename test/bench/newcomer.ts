import { Exchange } from '../../src/p2p/document/exchange.ts';
import { Intake } from '../../src/p2p/document/intake.ts';
import type { RoomDocument } from '../../src/p2p/document/room-document.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import { encodeMessage } from '../../src/p2p/wire/messages.ts';

/** What it took to bring a document to somebody who had nothing of it. */
export interface Received {
	/** Until all of it was verified and placed, in one thread, milliseconds. */
	readonly ms: number;
	/** Bytes of each kind of message that went there. */
	readonly sent: { readonly sync: number; readonly heads: number };
}

/** Lets an empty document ask one that knows everything, until it knows as much. */
export async function receive(knowing: RoomDocument, asking: RoomDocument): Promise<Received> {
	const intake = new Intake(inPlaceVerifier);
	const now = () => 0;
	const sent = { sync: 0, heads: 0 };
	const start = performance.now();
	const done = new Promise<number>((resolve) =>
		asking.on('admitted', () => asking.size === knowing.size && resolve(performance.now() - start))
	);
	const failed = (fault: string) => {
		throw new Error(fault);
	};
	const leftOut = failed;
	const [here, there]: [Exchange, Exchange] = [
		new Exchange({ document: asking, intake, now, failed, leftOut, send: (m) => there.receive(m) }),
		new Exchange({
			document: knowing,
			intake,
			now,
			failed,
			leftOut,
			send: (message) => {
				if (message.kind === 'sync' || message.kind === 'heads')
					sent[message.kind] += encodeMessage(message).length;
				here.receive(message);
			}
		})
	];
	here.ask();
	return { ms: await done, sent };
}
