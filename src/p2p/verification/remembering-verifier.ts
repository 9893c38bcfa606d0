import type { EventId } from '../base/ids.ts';
import type { Verifier } from '../ports.ts';
import { eventId } from '../wire/event-codec.ts';

/** Verdicts kept: several long rooms. One takes about 200 bytes. */
const MAX_REMEMBERED = 50_000;

/**
 * A verifier that asks `verifier` once about each event, for several sessions of one process in one room. An
 * event's id is the hash of all its bytes, so a verdict can be of no other event.
 */
export function rememberingVerifier(verifier: Verifier): Verifier {
	const known = new Map<EventId, Promise<boolean>>();
	return {
		async verify(raws) {
			const ids = raws.map(eventId);
			const fresh = new Map(ids.map((id, index) => [id, raws[index]!] as const));
			for (const id of ids) if (known.has(id)) fresh.delete(id);
			const answers = fresh.size > 0 ? verifier.verify([...fresh.values()]) : Promise.resolve([]);
			[...fresh.keys()].forEach((id, index) =>
				known.set(
					id,
					answers.then((verdicts) => verdicts[index]!)
				)
			);
			const asked = ids.map((id) => known.get(id)!);
			for (const id of known.keys()) {
				if (known.size <= MAX_REMEMBERED) break;
				known.delete(id);
			}
			return Promise.all(asked);
		}
	};
}
