import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/p2p/base/clock.ts';
import { inPlaceVerifier } from '../../src/p2p/verification/in-place-verifier.ts';
import { startVerifierThread } from '../../src/p2p/verification/node-verifier.ts';
import { rememberingVerifier } from '../../src/p2p/verification/remembering-verifier.ts';
import { workerVerifier } from '../../src/p2p/verification/worker-verifier.ts';
import { makePerson, makeRoom } from '../fixtures/people.ts';
import { seededRandom } from '../fixtures/random.ts';

let good: Uint8Array;
let forged: Uint8Array;

beforeAll(async () => {
	const made = await makeRoom(await makePerson('Ada', seededRandom(5)));
	good = [...made.document.events][0]!.raw;
	forged = good.slice();
	forged[forged.indexOf(0x58, forged.length - 200) + 4]! ^= 1;
});

describe('the verifier of a process', () => {
	it('verifies in a thread, as in place', async () => {
		const thread = startVerifierThread();
		let isAsked = false;
		const verifier = workerVerifier({
			clock: systemClock,
			start: () => ({
				...thread,
				postMessage: (question: unknown) => {
					isAsked = true;
					thread.postMessage(question);
				}
			})
		});
		expect(await verifier.verify([good, forged, Uint8Array.of(1)])).toEqual([true, false, false]);
		expect(isAsked).toBe(true);
		thread.terminate();
	});

	it('is asked once about each event, however many sessions want to know', async () => {
		const asked: number[] = [];
		const verifier = rememberingVerifier({
			verify: (raws) => {
				asked.push(raws.length);
				return inPlaceVerifier.verify(raws);
			}
		});
		const answers = await Promise.all([
			verifier.verify([good, forged, good]),
			verifier.verify([forged]),
			verifier.verify([good.slice(), Uint8Array.of(1)])
		]);
		expect(answers).toEqual([[true, false, true], [false], [true, false]]);
		expect(asked).toEqual([2, 1]);
		expect(await verifier.verify([])).toEqual([]);
	});
});
