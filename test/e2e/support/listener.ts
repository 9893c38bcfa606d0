import { spawn, type ChildProcess } from 'node:child_process';

/** A listener or a bot in a process of its own, as a community runs it. */
export class ListenerProcess {
	/** Everything it has printed so far. */
	printed = '';
	/** Its exit code, once it has ended. */
	readonly ended: Promise<number | null>;
	readonly #process: ChildProcess;

	private constructor(script: string, args: readonly string[]) {
		const child = spawn(process.execPath, [script, ...args], {
			stdio: ['ignore', 'pipe', 'inherit']
		});
		child.stdout.on('data', (text: Buffer) => (this.printed += String(text)));
		this.ended = new Promise((resolve) => child.once('exit', resolve));
		this.#process = child;
	}

	/** Starts one for the room of a link. The caller stops or kills it. */
	static start(link: string, ...options: readonly string[]): ListenerProcess {
		return new ListenerProcess('listener/main.ts', [link, ...options]);
	}

	/** Starts the example bot for the room of a link. The caller stops or kills it. */
	static bot(link: string, ...options: readonly string[]): ListenerProcess {
		return new ListenerProcess('bots/steward/main.ts', [link, ...options]);
	}

	/** Asks it to leave, as Ctrl+C does; its exit code. */
	stop(): Promise<number | null> {
		this.#process.kill('SIGINT');
		return this.ended;
	}

	/** Ends it without a goodbye, if it is still there. */
	async kill(): Promise<void> {
		if (this.#process.exitCode === null) this.#process.kill('SIGKILL');
		await this.ended;
	}
}
