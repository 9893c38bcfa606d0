import type { SessionId } from '../base/ids.ts';
import type { PerStripe, Stripe } from '../ports.ts';

/** A page as another one sees it on its sound path; the name is empty when it is not known here. */
export interface PathPeer {
	readonly session: SessionId;
	readonly name: string;
}

/** One stripe as it reaches this page. */
export interface StripePath {
	/** Who hands it to this page: null at its root, and while there is none. */
	readonly parent: PathPeer | null;
	/** Who would take over. */
	readonly fallback: PathPeer | null;
	/** To whom this page hands it. */
	readonly children: readonly PathPeer[];
	/** Hops from the root of the stripe; 0 is the root itself. */
	readonly hops: number;
	/** One way from the parent, as half of the round trip that was measured; null before that. */
	readonly delayMs: number | null;
	/** Packets that the other stripe proved to exist and this one did not bring in time, of all lately, 0 to 1. */
	readonly loss: number;
	readonly state: 'steady' | 'repairing' | 'root';
}

/** Why a page hands nothing on, or that it may. */
export type ForwardingState = 'ready' | 'off' | 'hidden' | 'battery' | 'metered' | 'phone' | 'weak';

/** How the tree did at one moment, as whoever plans it saw it. */
export interface TreeMoment {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly listeners: number;
	/** Frames that no stripe brought, of all that were due, as the listeners told; 0 to 1. */
	readonly missing: number;
	/** Parents that went silent since the moment before. */
	readonly repairs: number;
}

/** One page in the whole tree. */
export interface TreeNode extends PathPeer {
	/** Parent in each stripe; null at the root of it. */
	readonly parents: PerStripe<SessionId | null>;
	/** The stripe in which it hands on, or null. */
	readonly forwards: Stripe | null;
	readonly children: number;
}

/** The whole tree, for whoever plans it. */
export interface TreeView {
	/** At most 500 of them. */
	readonly nodes: readonly TreeNode[];
	readonly listeners: number;
	/** Hops of the farthest listener. */
	readonly depth: number;
	/** The last ten minutes, oldest first. */
	readonly history: readonly TreeMoment[];
}

/** How sound travels to this page and from it, as of now. */
export interface PathView {
	/** Null where sound comes directly: on the stage, and in a small room. */
	readonly stripes: PerStripe<StripePath> | null;
	/** Pages this one is linked to, and those of them that hand sound over directly. */
	readonly links: readonly PathPeer[];
	/** Sound sent and received lately, in kbit/s, without what the network adds. */
	readonly upKbps: number;
	readonly downKbps: number;
	/** Share of the frames due here that never came, over the last minute, 0 to 1. */
	readonly missing: number;
	/** Playout delay now, milliseconds; null while nothing plays. */
	readonly playoutMs: number | null;
	readonly forwarding: ForwardingState;
	/** Present on the page that plans the tree. */
	readonly tree: TreeView | null;
}

/** What a listener gives to the room by handing sound on. */
export interface ForwardingSettings {
	readonly isAllowed: boolean;
	/** Upload that may be used for it, kbit/s. */
	readonly budgetKbps: number;
	/** Also on battery, over a metered connection, from a phone or from a hidden tab. */
	readonly evenWhenScarce: boolean;
}
