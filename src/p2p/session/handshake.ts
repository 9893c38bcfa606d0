import { equalBytes } from '@noble/curves/utils.js';
import type { IdentityId, SessionId } from '../base/ids.ts';
import { isCertificateValid } from '../identity/certificate.ts';
import type { Certificate } from '../room/events.ts';
import type { Grant } from '../wire/grant.ts';
import { doorProof, type Invite } from '../wire/invite.ts';
import { PROTOCOL_VERSION, type Message, type Refusal, type Standing } from '../wire/messages.ts';

/** Why somebody at the door was dropped. */
export type HandshakeFault = 'message-out-of-turn' | 'proof-wrong' | 'certificate-wrong';

/** How a neighbour is reached. */
export type Via = 'relay' | 'direct';

/** Who stands at the door: proven by certificate, except for the grant, which is as they brought it. */
export interface Visitor {
	readonly identity: IdentityId;
	readonly session: SessionId;
	/** Whether they come into the room, not only look at it. */
	readonly joined: boolean;
	readonly via: Via;
	readonly grant: Grant | null;
}

/** What the door needs to know of this page. */
export interface DoorHost {
	readonly invite: Pick<Invite, 'room' | 'secret'>;
	readonly session: SessionId;
	readonly certificate: Certificate;
	/** What this page brings to a door that asks for more than the secret. */
	readonly grant: Grant | null;
	/** In which document this page is. */
	readonly current: { readonly standing: Standing };
	/** Whether this page is in the room, not only looking at it. */
	readonly isJoined: () => boolean;
	/** Why this visitor may not come in, or null. */
	readonly refusalFor: (visitor: Visitor) => Refusal | null;
}

/** What became of somebody at the door by their last message. */
export type DoorStep =
	| { readonly kind: 'waiting' }
	| { readonly kind: 'failed'; readonly fault: HandshakeFault }
	| { readonly kind: 'refused'; readonly code: Refusal }
	/** The door is behind both, and the other page stands there. */
	| { readonly kind: 'through'; readonly standing: Standing };

/** What a handshake is made of. */
export interface HandshakeOptions {
	readonly host: DoorHost;
	readonly peer: SessionId;
	readonly via: Via;
	readonly send: (message: Message) => void;
}

/** The door between two pages: each proves that it knows the secret, then who it is. */
export class Handshake {
	readonly #options: HandshakeOptions;
	#awaited: 'hello' | 'introduction' = 'hello';
	#joined = false;
	#certificate: Certificate | null = null;
	#grant: Grant | null = null;

	constructor(options: HandshakeOptions) {
		this.#options = options;
	}

	/** What the other page showed; null before its introduction. */
	get certificate(): Certificate | null {
		return this.#certificate;
	}

	/** What it brought, its signatures unchecked. */
	get grant(): Grant | null {
		return this.#grant;
	}

	/** Whether it came into the room, not only to look at it. */
	get joined(): boolean {
		return this.#joined;
	}

	/** Says the first word. */
	begin(): void {
		const { host, peer, send } = this.#options;
		const proof = doorProof(host.invite, host.session, peer);
		send({ kind: 'hello', version: PROTOCOL_VERSION, proof, joined: host.isJoined() });
	}

	/** Takes a message from before the door. */
	read(message: Message): DoorStep {
		if (message.kind !== this.#awaited) return failed('message-out-of-turn');
		return message.kind === 'hello' ? this.#readHello(message) : this.#readIntroduction(message);
	}

	/** Why the other page may not come in, or only look in if not `joined`; null if it may. Asked after its introduction. */
	refusal(joined: boolean): Refusal | null {
		const { host, peer, via } = this.#options;
		const { identity } = this.#certificate!;
		return host.refusalFor({ identity, session: peer, joined, via, grant: this.#grant });
	}

	#readHello(message: Extract<Message, { readonly kind: 'hello' }>): DoorStep {
		const { host, peer, send } = this.#options;
		if (message.version !== PROTOCOL_VERSION) return { kind: 'refused', code: 'version' };
		const expected = doorProof(host.invite, peer, host.session);
		if (!equalBytes(expected, message.proof)) return failed('proof-wrong');
		this.#joined = message.joined;
		this.#awaited = 'introduction';
		const { certificate, grant, current } = host;
		send({ kind: 'introduction', certificate, grant, standing: current.standing });
		return { kind: 'waiting' };
	}

	#readIntroduction(message: Extract<Message, { readonly kind: 'introduction' }>): DoorStep {
		if (!isCertificateValid(message.certificate, this.#options.peer)) return failed('certificate-wrong');
		this.#certificate = message.certificate;
		this.#grant = message.grant;
		const code = this.refusal(this.#joined);
		return code ? { kind: 'refused', code } : { kind: 'through', standing: message.standing };
	}
}

function failed(fault: HandshakeFault): DoorStep {
	return { kind: 'failed', fault };
}
