/**
 * Node's own cryptography, which answers at once and at a fraction of what WebCrypto takes there; null in a browser.
 * No import, so that what a browser loads names nothing of Node's.
 */
export const nativeCrypto = globalThis.process?.getBuiltinModule?.('node:crypto') ?? null;

/** As `nativeCrypto`, where it is there. */
export type NativeCrypto = NonNullable<typeof nativeCrypto>;
