import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A relay in a process of its own, as people run it, that can be killed and started again. */
export class RelayProcess {
	readonly port: number;
	readonly url: string;
	readonly #dataDir: string;
	readonly #settings: Readonly<Record<string, string>>;
	#process: ChildProcess | null = null;

	private constructor(port: number, settings: Readonly<Record<string, string>>) {
		this.port = port;
		this.#settings = settings;
		this.url = `http://localhost:${port}`;
		this.#dataDir = mkdtempSync(join(tmpdir(), 'hearsay-relay-'));
	}

	/** Starts a relay on a free port and waits until it says that it is ready; `settings` are those of its environment. */
	static async start(settings: Readonly<Record<string, string>> = {}): Promise<RelayProcess> {
		const relay = new RelayProcess(await freePort(), settings);
		await relay.start();
		return relay;
	}

	/** Whether it runs, and was neither killed nor ended by itself. */
	get isUp(): boolean {
		return this.#process?.exitCode === null && this.#process.signalCode === null;
	}

	/** Starts it again on the same port with the same key. */
	async start(): Promise<void> {
		const child = spawn(process.execPath, ['relay/main.ts'], {
			env: {
				...process.env,
				...this.#settings,
				PORT: String(this.port),
				DATA: this.#dataDir,
				DATA_DIR: this.#dataDir
			},
			stdio: ['ignore', 'pipe', 'inherit']
		});
		this.#process = child;
		await new Promise<void>((resolve, reject) => {
			child.stdout.on('data', (text: Buffer) => {
				if (String(text).includes('Hearsay is ready')) resolve();
			});
			child.once('exit', (code) => reject(new Error(`the relay ended with ${code}`)));
		});
	}

	/** Kills it without a goodbye, as a crash or a power cut would. */
	async kill(): Promise<void> {
		const child = this.#process;
		this.#process = null;
		if (!child || child.exitCode !== null) return;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGKILL');
		await ended;
	}

	/** Kills it and removes its key: the end of it, also from a handler that may not wait. */
	async close(): Promise<void> {
		const killed = this.kill();
		rmSync(this.#dataDir, { recursive: true, force: true });
		await killed;
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});
}
