import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, idOf, type IdentityId } from '../../src/p2p/base/ids.ts';
import type { Identity } from '../../src/p2p/identity/identity.ts';
import {
	checkAnnouncement,
	decodeAnnouncement,
	encodeAnnouncement,
	signAnnouncement
} from '../../src/p2p/wire/announcement.ts';
import { encodeCanonical, type Plain } from '../../src/p2p/wire/canonical.ts';
import {
	CLOCK_TOLERANCE_MS,
	MAX_ANNOUNCED_MS,
	MAX_ANNOUNCEMENT_BYTES
} from '../../src/p2p/wire/directory-limits.ts';
import { inviteFragment } from '../../src/p2p/wire/invite.ts';
import { announce, announcedBy, inviteOf, newIdentity, NOW } from '../fixtures/announced.ts';

let ada: Identity;
let mallory: Identity;

beforeAll(async () => {
	ada = await newIdentity();
	mallory = await newIdentity();
});

/** The bytes of any fields, whether they may be said or not, signed by Ada over exactly them. */
async function signedPlain(changes: { readonly [key: string]: Plain | undefined }): Promise<Uint8Array> {
	const { invite, ...fields } = announcedBy(ada.id);
	const all = { ...fields, host: bytesOf(ada.id), link: inviteFragment(invite), ...changes };
	const plain = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Plain;
	return encodeCanonical([plain, await ada.sign('hearsay/announcement/1', encodeCanonical(plain))]);
}

describe('D1 an announcement', () => {
	it('says what its host signed, and reads back as it was', async () => {
		const fields = announcedBy(ada.id, {
			invite: { ...inviteOf(3), relays: ['/dns4/example.org/tcp/443/wss'] }
		});
		const signed = await signAnnouncement(fields, ada.sign);
		const checked = checkAnnouncement(encodeAnnouncement(signed), NOW);
		expect(checked).toEqual({ ok: true, value: signed });
	});

	it('fits its limit with the longest texts in any script', async () => {
		const bytes = await announce(ada, {
			name: '\u8bdd'.repeat(40),
			title: '\u8bdd'.repeat(120),
			topics: ['\u8bdd'.repeat(40), '\u8bdd'.repeat(40), '\u8bdd'.repeat(40)]
		});
		expect(bytes.length).toBeLessThan(MAX_ANNOUNCEMENT_BYTES - 512);
		expect(checkAnnouncement(bytes, NOW).ok).toBe(true);
	});

	it('is not taken from another key, under another name, or with anything changed', async () => {
		const honest = await signAnnouncement(announcedBy(ada.id), ada.sign);
		const forged = await signAnnouncement(announcedBy(ada.id), mallory.sign);
		const altered = [forged, { ...honest, title: 'Buy watches' }, { ...honest, until: honest.until + 1 }];
		for (const announcement of [...altered, { ...honest, host: mallory.id }, { ...honest, inside: 900 }])
			expect(checkAnnouncement(encodeAnnouncement(announcement), NOW)).toEqual({
				ok: false,
				code: 'announcement-forged'
			});
	});

	it('is refused when any field is not what it should be, even signed', async () => {
		const wrong: { readonly [key: string]: Plain | undefined }[] = [
			{ host: bytesOf(ada.id).slice(1) },
			{ name: 'Ada\u202e' },
			{ name: 'a'.repeat(41) },
			{ title: '' },
			{ title: 'Evening\u0000room' },
			{ title: 'a'.repeat(121) },
			{ title: 7 },
			{ topics: 'Harbour' },
			{ topics: ['a', 'b', 'c', 'd'] },
			{ topics: [''] },
			{ topics: ['\u2066Harbour'] },
			{ inside: -1 },
			{ inside: 1_000_001 },
			{ inside: 2.5 },
			{ audience: 'nobody' },
			{ audience: 'toString' },
			{ isLive: 1 },
			{ isLive: undefined },
			{ picture: new Uint8Array(9) },
			{ since: NOW + 1 },
			{ until: NOW },
			{ until: NOW + MAX_ANNOUNCED_MS + 1 },
			{ until: Number.MAX_SAFE_INTEGER },
			{ at: null }
		];
		for (const changes of wrong)
			expect(decodeAnnouncement(await signedPlain(changes)), Object.keys(changes).join()).toEqual({
				ok: false,
				code: 'announcement-malformed'
			});
	});

	it('carries the way into a room and nothing else: no other scheme, no pass, no hidden options', async () => {
		const link = inviteFragment(inviteOf(1));
		const pass = {
			seed: new Uint8Array(32),
			issuer: idOf(new Uint8Array(32)),
			signature: new Uint8Array(64)
		};
		const wrong = [
			'javascript:alert(1)',
			`https://evil.example/room/#${link}`,
			`#${link}`,
			` ${link}`,
			`${link}&x=1`,
			`${link}&r=javascript:alert(1)`,
			`${link}&r=/dns4/example.org`,
			inviteFragment({ ...inviteOf(1), pass: pass as never }),
			link.slice(0, -1),
			''
		];
		for (const text of wrong)
			expect(decodeAnnouncement(await signedPlain({ link: text })).ok, text).toBe(false);
		expect(decodeAnnouncement(await signedPlain({ link })).ok).toBe(true);
	});

	it('is refused past its length before anything of it is read', async () => {
		const bytes = await signedPlain({ title: 'a', name: 'a'.repeat(MAX_ANNOUNCEMENT_BYTES) });
		expect(decodeAnnouncement(bytes).ok).toBe(false);
		expect(decodeAnnouncement(new Uint8Array(10_000_000)).ok).toBe(false);
	});
});

describe('D2 time', () => {
	it('ends an announcement, as far apart as clocks may be', async () => {
		const bytes = await announce(ada);
		const at = (now: number) => checkAnnouncement(bytes, now);
		const untimely = { ok: false, code: 'announcement-untimely' };
		expect(at(NOW + 89_000).ok).toBe(true);
		expect(at(NOW + 90_000 + CLOCK_TOLERANCE_MS - 1).ok).toBe(true);
		expect(at(NOW + 90_000 + CLOCK_TOLERANCE_MS)).toEqual(untimely);
		expect(at(NOW - CLOCK_TOLERANCE_MS).ok).toBe(true);
		expect(at(NOW - CLOCK_TOLERANCE_MS - 1)).toEqual(untimely);
	});

	it('is looked at before the signature, which costs most', async () => {
		const forged = encodeAnnouncement(await signAnnouncement(announcedBy(ada.id), mallory.sign));
		expect(checkAnnouncement(forged, NOW + 86_400_000)).toEqual({ ok: false, code: 'announcement-untimely' });
	});
});

describe('D1 the key in an announcement', () => {
	it('has one verdict: a key that is no point is not taken', async () => {
		const nobody = idOf<IdentityId>(new Uint8Array(32).fill(255));
		const bytes = encodeAnnouncement({ ...announcedBy(nobody), signature: new Uint8Array(64) });
		expect(checkAnnouncement(bytes, NOW)).toEqual({ ok: false, code: 'announcement-forged' });
	});
});
