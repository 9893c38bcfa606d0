import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Builds what the tests show besides the app: once for a run, before any test. */
export default async function buildVariants(): Promise<void> {
	await Promise.all(['stage-set', 'rogue'].map(buildVariant));
}

/** Builds one of them into `dist/<variant>`. */
export async function buildVariant(variant: string): Promise<void> {
	await promisify(execFile)('vite', ['build', '--logLevel', 'error'], {
		env: { ...process.env, HEARSAY_VARIANT: variant }
	});
}
