import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	sign,
	X509Certificate
} from 'node:crypto';
import { fail, ok, type Result } from '../src/p2p/base/result.ts';
import type { Random } from '../src/p2p/base/random.ts';
import { readStored, writeSecret, type DataFault } from './identity.ts';

/** A certificate as libp2p's WebRTC-Direct takes it: PEM texts and the multibase hash that addresses carry. */
export interface DirectCertificate {
	readonly privateKey: string;
	readonly pem: string;
	readonly certhash: string;
}

const CERTIFICATE_FILE = 'webrtc-direct.pem';
/** DER of the algorithm identifier ecdsa-with-SHA256 (1.2.840.10045.4.3.2, RFC 5758). */
const ECDSA_SHA256 = Buffer.from('300a06082a8648ce3d040302', 'hex');
/** DER of a name with the one attribute CN=hearsay. */
const NAME = der(
	0x30,
	der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('hearsay'))))
);
/**
 * Nobody checks these dates: trust comes from the hash in the address. A long life keeps that hash,
 * and so every link that carries it, the same; libp2p's own keychain would renew it every 13 days.
 */
const VALIDITY = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));

/** The P-256 certificate of WebRTC-Direct, made at the first start and kept in `dataDir`. */
export async function loadCertificate(
	dataDir: string,
	random: Random
): Promise<Result<DirectCertificate, DataFault>> {
	const stored = await readStored(dataDir, CERTIFICATE_FILE);
	if (!stored.ok) return stored;
	if (stored.value !== null) return parse(stored.value.toString('utf8'));
	const text = make(random);
	const written = await writeSecret(dataDir, CERTIFICATE_FILE, text);
	return written.ok ? parse(text) : written;
}

/** Key and certificate as one PEM text. */
function make(random: Random): string {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const version = der(0xa0, der(0x02, Buffer.of(2)));
	// A positive, non-zero serial number (RFC 5280, 4.1.2.2).
	const serial = der(0x02, Buffer.of(0x01, ...random.bytes(8)));
	const spki = publicKey.export({ type: 'spki', format: 'der' });
	const body = der(0x30, version, serial, ECDSA_SHA256, NAME, VALIDITY, NAME, spki);
	const signature = der(0x03, Buffer.of(0), sign('sha256', body, privateKey));
	const certificate = der(0x30, body, ECDSA_SHA256, signature);
	const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
	const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
	return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() + pem;
}

function parse(text: string): Result<DirectCertificate, 'data-damaged'> {
	const at = text.indexOf('-----BEGIN CERTIFICATE-----');
	const [privateKey, pem] = [text.slice(0, Math.max(at, 0)), text.slice(Math.max(at, 0))];
	try {
		const certificate = new X509Certificate(pem);
		if (!certificate.checkPrivateKey(createPrivateKey(privateKey))) return fail('data-damaged');
		if (!certificate.verify(createPublicKey(privateKey))) return fail('data-damaged');
		const digest = createHash('sha256').update(certificate.raw).digest();
		// A multihash (0x12 = SHA-256, 0x20 bytes) in multibase base64url, which begins with "u".
		const certhash = `u${Buffer.concat([Buffer.of(0x12, 0x20), digest]).toString('base64url')}`;
		return ok({ privateKey, pem, certhash });
	} catch {
		return fail('data-damaged');
	}
}

/** One DER value: tag, length, contents. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
	const contents = Buffer.concat(parts);
	const { length } = contents;
	if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), contents]);
	if (length < 0x100) return Buffer.concat([Buffer.of(tag, 0x81, length), contents]);
	return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), contents]);
}
