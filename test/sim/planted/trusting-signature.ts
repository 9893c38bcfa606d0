/** A guard that admits without verifying: every signature is good. */
export * from '../../../src/p2p/identity/signature.ts';

/** Believes everybody. */
export function isSignedBy(): boolean {
	return true;
}
