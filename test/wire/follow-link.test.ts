import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { toBase64UrlEncoded } from 'lib0/buffer';
import { describe, expect, it } from 'vitest';
import { idOf, type IdentityId } from '../../src/p2p/base/ids.ts';
import { followCode, parseFollowCode } from '../../src/p2p/wire/follow-link.ts';

const identity = idOf<IdentityId>(new Uint8Array(32).fill(7));
const mangled = { ok: false, code: 'follow-mangled' };

describe('D9 a link to follow somebody', () => {
	it('names a key and what it is called', () => {
		for (const name of ['', 'Ada', 'Óscar 話'])
			expect(parseFollowCode(followCode({ identity, name }))).toEqual({
				ok: true,
				value: { identity, name }
			});
		expect(parseFollowCode(` #${followCode({ identity, name: 'Ada' })}\n`).ok).toBe(true);
	});

	it('leaves out what cannot be shown in a name', () => {
		const read = parseFollowCode(followCode({ identity, name: ' Ada\u202e\u0000' + 'x'.repeat(80) }));
		expect(read.ok && read.value.name.startsWith('Ada')).toBe(true);
		expect(read.ok && read.value.name.length).toBeLessThanOrEqual(40);
	});

	it('is told apart when it is empty, cut short, altered or newer', () => {
		const code = followCode({ identity, name: 'Ada' });
		expect(parseFollowCode('')).toEqual({ ok: false, code: 'follow-empty' });
		expect(parseFollowCode(code.slice(0, -3))).toEqual(mangled);
		expect(parseFollowCode(`B${code.slice(1)}`)).toEqual(mangled);
		expect(parseFollowCode('javascript:alert(1)')).toEqual(mangled);
		const newer = concatBytes(Uint8Array.of(2), new Uint8Array(50));
		const sum = sha256(concatBytes(utf8ToBytes('hearsay/follow-link/1\0'), newer)).slice(0, 4);
		expect(parseFollowCode(toBase64UrlEncoded(concatBytes(newer, sum)))).toEqual({
			ok: false,
			code: 'follow-newer-version'
		});
		expect(parseFollowCode('a'.repeat(100_000))).toEqual(mangled);
	});

	it('reads any text to an answer, and takes only what it would write', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 300 }), (text) => {
				const read = parseFollowCode(text);
				if (read.ok) expect(followCode(read.value)).toBe(text.trim().replace(/^#/, ''));
			})
		);
	});
});
