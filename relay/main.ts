import { readConfig, USAGE, type ConfigFault, type RelayConfig } from './config.ts';
import { startRelay, type StartFault } from './server.ts';

const CONFIG_SENTENCES: Readonly<Record<ConfigFault, string>> = {
	'port-invalid': 'The port must be a number from 0 to 65535.',
	'direct-port-invalid': 'The WebRTC-Direct port must be a number from 0 to 65535, or "off".',
	'ice-servers-invalid': 'ICE_SERVERS must be a JSON list such as [{"urls":["stun:stun.example.org"]}].',
	'option-unknown': 'There is an option here that the relay does not know.'
};

/** What a person can do about a relay that does not start. */
function startSentence(code: StartFault, config: RelayConfig): string {
	switch (code) {
		case 'port-taken':
			return `Port ${config.port} is already in use: stop the other program, or choose another port with PORT=${config.port + 1} npm start.`;
		case 'port-forbidden':
			return `This user may not open port ${config.port}: choose one above 1023, for example PORT=8787 npm start.`;
		case 'host-unknown':
			return `"${config.host}" is no address of this machine: leave --host out, or use 0.0.0.0 to admit other machines.`;
		case 'data-unreadable':
			return `The folder ${config.dataDir} cannot be read or written: check its owner, or choose another with --data.`;
		case 'data-damaged':
			return `A key in ${config.dataDir} is damaged: restore it from a backup, or remove it (links with this relay's address then stop working).`;
	}
}

/** Starts the relay and keeps it until SIGINT or SIGTERM. Sets the exit code when it cannot start. */
export async function runRelay(args: readonly string[]): Promise<void> {
	if (args.includes('--help')) return console.log(USAGE);
	const config = readConfig(args, process.env);
	if (!config.ok) return stopWith(`${CONFIG_SENTENCES[config.code]}\n${USAGE}`);
	const started = await startRelay(config.value);
	if (!started.ok) return stopWith(startSentence(started.code, config.value));
	const relay = started.value;
	let isStopping = false;
	const stop = () => {
		if (isStopping) process.exit(1);
		isStopping = true;
		void relay.close().then(() => process.exit(0));
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	if (config.value.directPort !== null && relay.directAddresses.length === 0) {
		console.error(
			`WebRTC-Direct is not available on UDP port ${config.value.directPort} of ${config.value.host}: pages come by WebSocket only.`
		);
	}
	console.log(`Hearsay is ready: ${relay.url}`);
}

function stopWith(sentence: string): void {
	console.error(sentence);
	process.exitCode = 1;
}

if (import.meta.main) await runRelay(process.argv.slice(2));
