import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bringToStage, gather, makeWorld, type Page } from '../fixtures/room-people.ts';
import { row, type Row } from './table.ts';

const NAMES = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay'];
const MINUTES = 60;
/** Captions that a busy speaker's page finishes in a minute, and messages that are written. */
const LINES_A_MINUTE = 10;
const MESSAGES_A_MINUTE = 4;

/**
 * What an hour's room costs in memory: six pages with the real session, document and captions on a made clock, one
 * speaker captioned all the time, a lively chat, and a hand each minute. Without browser, sound and screen.
 */
export async function hourOfARoom(): Promise<Row[]> {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const heap = () => {
		collect();
		return process.memoryUsage().heapUsed / 1024 ** 2;
	};
	const world = makeWorld(20261123);
	const { pages } = await gather(world, ...NAMES);
	const [host, speaker, ...guests] = pages as [Page, Page, ...Page[]];
	await bringToStage(world, host, speaker);
	const atFirst = heap();
	for (let minute = 0; minute < MINUTES; minute++) {
		for (let i = 0; i < MESSAGES_A_MINUTE; i++)
			void guests[i % guests.length]!.session.act({ do: 'say', text: `Minute ${minute}, message ${i}` });
		for (let i = 0; i < LINES_A_MINUTE; i++) {
			speaker.session.captions.write(`A sentence of some length that was said in minute ${minute}.`, {
				language: 'en',
				speaker: null
			});
			await world.clock.advance(60_000 / LINES_A_MINUTE);
		}
		const guest = guests[minute % guests.length]!;
		void guest.session.act(
			minute % 8 < 4 ? { do: 'raise-hand' } : { do: 'lower-hand', target: guest.person.identity.id }
		);
	}
	await world.clock.advance(1_000);
	const grown = (heap() - atFirst) / pages.length;
	const { chat } = host.session.view;
	const lines = guests[0]!.session.captions.lines.length;
	return [
		row('memory that an hour of a room adds to a page', grown, 'MiB', {
			note: `${pages.length} pages, each with ${chat.length} messages and ${lines} lines of captions; no browser`
		})
	];
}
