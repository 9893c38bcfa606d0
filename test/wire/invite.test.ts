import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, type RoomId, type SessionId } from '../../src/p2p/base/ids.ts';
import {
	doorProof,
	inviteFragment,
	parseInvite,
	roomCode,
	roomTopic,
	type Invite
} from '../../src/p2p/wire/invite.ts';
import { encodePass, type Pass } from '../../src/p2p/wire/pass.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const pass: fc.Arbitrary<Pass> = fc.record({
	seed: bytes(32),
	issuer: bytes(32).map((raw) => idOf<SessionId>(raw)),
	signature: bytes(64)
});
const invite: fc.Arbitrary<Invite> = fc.record({
	room: bytes(32).map((raw) => idOf<RoomId>(raw)),
	secret: bytes(16),
	relays: fc.array(
		fc.constantFrom(
			'/dns4/relay.example.org/tcp/443/tls/ws',
			'/ip4/192.0.2.7/udp/4001/webrtc-direct/certhash/uEi'
		),
		{ maxLength: 3 }
	),
	pass: fc.option(pass)
});
const plain = ({ pass, ...rest }: Invite) => ({
	...rest,
	secret: [...rest.secret],
	pass: pass && [...encodePass(pass)]
});
const codeOf = (link: string) => {
	const parsed = parseInvite(link);
	return parsed.ok ? 'ok' : parsed.code;
};

describe('L room links', () => {
	it('L3 reads back what it wrote, as a link, a fragment or a bare code', () => {
		fc.assert(
			fc.property(invite, (written) => {
				const fragment = inviteFragment(written);
				for (const link of [`https://hearsay.example/room/#${fragment}`, `#${fragment}`, ` ${fragment}\n`]) {
					const read = parseInvite(link);
					expect(read.ok && plain(read.value)).toEqual(plain(written));
				}
			}),
			{ seed: 41, numRuns: 200 }
		);
	});

	it('L4 says whether a link was cut off, altered, or is no room link', () => {
		fc.assert(
			fc.property(invite, fc.nat(), fc.constantFrom(...'ABCabc019-_'), (written, at, letter) => {
				const code = roomCode(written);
				expect(codeOf(code.slice(0, at % code.length))).toBe(
					at % code.length === 0 ? 'link-empty' : 'link-truncated'
				);
				expect(codeOf(code + letter)).toBe('link-mangled');
				const place = at % code.length;
				const altered = code.slice(0, place) + letter + code.slice(place + 1);
				expect(codeOf(altered)).toBe(altered === code ? 'ok' : 'link-mangled');
			}),
			{ seed: 42, numRuns: 500 }
		);
		for (const foreign of [
			'https://example.org/',
			'mailto:ada@example.org',
			'hello there',
			'https://x.org/other#abc'
		])
			expect(codeOf(foreign)).toBe('link-foreign');
		expect(codeOf('')).toBe('link-empty');
		expect(codeOf('https://hearsay.example/room/#')).toBe('link-truncated');
		expect(codeOf('x'.repeat(5000))).toBe('link-foreign');
	});

	it('L4 never throws', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 200 }), (text) => void parseInvite(text)),
			{ seed: 43, numRuns: 2000 }
		);
	});

	it('L5 and L6 make a topic and a proof that tell nothing of room and secret, and that only fit their pair', () => {
		fc.assert(
			fc.property(invite, bytes(32), bytes(32), (written, a, b) => {
				fc.pre(a.join() !== b.join());
				const [from, to] = [idOf<SessionId>(a), idOf<SessionId>(b)];
				const proof = doorProof(written, from, to).join();
				expect(proof).not.toBe(doorProof(written, to, from).join());
				expect(proof).not.toBe(roomTopic(written).join());
				const other = { ...written, secret: written.secret.map((byte) => byte ^ 1) };
				expect(roomTopic(other).join()).not.toBe(roomTopic(written).join());
			}),
			{ seed: 44, numRuns: 100 }
		);
	});
});
