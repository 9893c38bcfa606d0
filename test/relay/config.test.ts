import { describe, expect, it } from 'vitest';
import { parseIceServers, readConfig } from '../../relay/config.ts';

describe('the relay configuration', () => {
	it('admits only this machine unless told otherwise', () => {
		const config = readConfig([], {});
		expect(config).toMatchObject({ ok: true, value: { port: 8787, host: 'localhost', directPort: 8787 } });
	});

	it('keeps a directory unless it is told not to', () => {
		expect(readConfig([], {})).toMatchObject({ ok: true, value: { directory: true } });
		expect(readConfig(['--no-directory'], {})).toMatchObject({ ok: true, value: { directory: false } });
		expect(readConfig([], { DIRECTORY: 'off' })).toMatchObject({ ok: true, value: { directory: false } });
	});

	it('serves no speech models unless it is given their folder', () => {
		expect(readConfig([], {})).toMatchObject({ ok: true, value: { modelsDir: null } });
		expect(readConfig([], { MODELS: '' })).toMatchObject({ ok: true, value: { modelsDir: null } });
		expect(readConfig([], { MODELS: 'a' })).toMatchObject({ ok: true, value: { modelsDir: 'a' } });
		const given = readConfig(['--models', 'b'], { MODELS: 'a' });
		expect(given).toMatchObject({ ok: true, value: { modelsDir: 'b' } });
	});

	it('lets arguments win over the environment', () => {
		const config = readConfig(['--port', '9000', '--no-direct'], {
			PORT: '1',
			HOST: '0.0.0.0',
			DIRECT_PORT: '7'
		});
		expect(config).toMatchObject({ ok: true, value: { port: 9000, host: '0.0.0.0', directPort: null } });
	});

	it('refuses what it cannot use', () => {
		expect(readConfig(['--port', '70000'], {})).toEqual({ ok: false, code: 'port-invalid' });
		expect(readConfig(['--colour'], {})).toEqual({ ok: false, code: 'option-unknown' });
		expect(readConfig([], { DIRECT_PORT: 'x' })).toEqual({ ok: false, code: 'direct-port-invalid' });
		expect(readConfig([], { ICE_SERVERS: '{' })).toEqual({ ok: false, code: 'ice-servers-invalid' });
	});

	it('takes only STUN and TURN servers', () => {
		const turn = { urls: ['turn:turn.example.org'], username: 'u', credential: 'c' };
		expect(parseIceServers(JSON.stringify([turn]))).toEqual({ ok: true, value: [turn] });
		for (const bad of [
			'[{"urls":"https://x"}]',
			'[1]',
			'[{"urls":[]}]',
			'[{"urls":"stun:x","username":1}]',
			'{}'
		]) {
			expect(parseIceServers(bad).ok).toBe(false);
		}
	});
});
