import type { IdentityId, SessionId } from '../../base/ids.ts';
import type { SessionKey } from '../../identity/session-key.ts';
import { isOnStage } from '../../room/selectors.ts';
import type { RoomState } from '../../room/state.ts';
import { MAX_STAGE } from '../../wire/limits.ts';
import type { StageEntry } from '../../wire/tree.ts';
import type { Present } from '../view.ts';
import type { Portraits } from './portraits.ts';
import type { Pulses } from './pulses.ts';
import type { Reign } from './reign.ts';
import type { TreeWays } from './tree-ways.ts';

/** Listeners shown to whoever plans. */
const MAX_SHOWN = 2_000;

/** What is known of the company. */
export interface CompanyOptions {
	readonly key: SessionKey;
	readonly me: IdentityId;
	readonly state: () => RoomState | null;
	readonly picture: () => Uint8Array | null;
	readonly isMicrophoneOpen: () => boolean;
	readonly ways: TreeWays;
	readonly reign: Reign;
	readonly pulses: Pulses;
	readonly portraits: Portraits;
}

/** Who else is in a large room, most of whom this page has no link to. */
export class Company {
	readonly #options: CompanyOptions;

	constructor(options: CompanyOptions) {
		this.#options = options;
	}

	/** Listeners as whoever plans counts them; null in a mesh. */
	get listeners(): number | null {
		const { reign, pulses } = this.#options;
		if (!reign.planning) return pulses.latest?.listeners ?? null;
		// Everybody in the plan but the roots that are on the stage.
		const { plan } = reign.planning;
		const stage = new Set(this.stage().map(({ session }) => session));
		return plan.size - [...new Set(plan.head.roots)].filter((root) => stage.has(root)).length;
	}

	/** People on the stage and roots, as whoever plans counts them; 0 in a mesh. */
	get onStage(): number {
		const { reign, pulses } = this.#options;
		return reign.mandates.isMine ? this.stage().length : (pulses.latest?.stage.length ?? 0);
	}

	/** Whether a session says that its microphone is open, by the planner's word. */
	isSending(session: SessionId): boolean {
		const { latest } = this.#options.pulses;
		return latest?.stage.find((entry) => entry.session === session)?.microphone ?? false;
	}

	/** Who is on the stage, as this page sees it by its own links. */
	stage(): StageEntry[] {
		const { ways, state, me, key, isMicrophoneOpen, picture, portraits } = this.#options;
		const known = state();
		if (!known) return [];
		const hash = (bytes: Uint8Array | null) => bytes && portraits.hashOf(bytes);
		const mine = {
			session: key.id,
			identity: me,
			microphone: isMicrophoneOpen(),
			picture: hash(picture())
		};
		const others = ways.neighbours.flatMap((neighbour): StageEntry[] => {
			const { identity, session, via, isJoined, presence } = neighbour;
			if (via !== 'direct' || !isJoined || identity === null || !isOnStage(known, identity)) return [];
			const microphone = presence?.microphone ?? false;
			return [{ identity, session, microphone, picture: hash(neighbour.picture) }];
		});
		return [...(isOnStage(known, me) ? [mine] : []), ...others].slice(0, MAX_STAGE);
	}

	/** Sessions on the stage, by own links and by the planner's word. */
	stageSessions(): SessionId[] {
		const { ways, state, pulses } = this.#options;
		const known = state();
		const linked = ways.neighbours.filter(
			({ identity, via }) =>
				via === 'direct' && identity !== null && known !== null && isOnStage(known, identity)
		);
		return [...linked, ...(pulses.latest?.stage ?? [])].map(({ session }) => session);
	}

	/** People whom this page has no link to and knows of by what the planner tells. */
	others(): Present[] {
		const { ways, key, reign, pulses, portraits } = this.#options;
		const isNew = ({ session }: { session: SessionId }) =>
			session !== key.id && ways.neighbour(session)?.via !== 'direct';
		const stage = (pulses.latest?.stage ?? [])
			.filter(isNew)
			.map(({ session, identity, microphone }): Present => ({
				session,
				identity,
				microphone,
				name: '',
				picture: portraits.get(session),
				isMe: false,
				link: 'connected'
			}));
		const known = reign.planning ? [...reign.planning.members.list].slice(0, MAX_SHOWN) : pulses.people;
		const listeners = known.filter(isNew).map(({ session, identity, name }): Present => ({
			session,
			identity,
			name,
			microphone: false,
			picture: null,
			isMe: false,
			link: 'connected'
		}));
		return [...stage, ...listeners];
	}
}
