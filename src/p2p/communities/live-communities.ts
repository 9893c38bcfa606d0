import type {
	Communities,
	CommunityFault,
	CommunitySession,
	CommunityView,
	LinkFault,
	NewCommunity
} from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { RoomId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import type { CommunityCommand } from '../community/permissions.ts';
import { KEPT_COMMUNITIES, type ListedRoom } from '../community/state.ts';
import { certifySession } from '../identity/certificate.ts';
import { makeSessionKey, type SessionKey } from '../identity/session-key.ts';
import type { MeetingPoint, Verifier } from '../ports.ts';
import { parseBody, printable, wireBody } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import type { RoomCommunities } from '../session/common-communities.ts';
import { communityCode, parseCommunityLink } from '../wire/community-link.ts';
import { eventId, signEvent } from '../wire/event-codec.ts';
import { parseInvite, SECRET_BYTES, type Invite } from '../wire/invite.ts';
import { Circle } from './circle.ts';
import { KeptCommunity, makeFeedKey, type KeptCommunityParts, type KeptRow } from './kept-community.ts';

/** What the communities of a profile are made of. */
export interface LiveCommunitiesOptions extends KeptCommunityParts {
	readonly scope: Scope;
	readonly random: Random;
	/** Where links lead. */
	readonly origin: string;
	readonly verifier: Verifier;
	/** Relays of one's own as they are when asked; links of communities made here carry them. */
	readonly relays: () => readonly string[];
	/** Opens the way to others through these relays besides the origin's own. */
	readonly meet: (scope: Scope, key: SessionKey, relays: readonly string[]) => Promise<MeetingPoint>;
}

/** The communities of this profile: those that the store keeps, and those whose page is open. */
export class LiveCommunities extends Emitter<{ changed: undefined }> implements Communities, RoomCommunities {
	readonly #options: LiveCommunitiesOptions;
	readonly #communities = new Map<RoomId, KeptCommunity>();

	private constructor(options: LiveCommunitiesOptions) {
		super();
		this.#options = options;
	}

	/** Reads what the store keeps, and follows it. */
	static async open(options: LiveCommunitiesOptions): Promise<LiveCommunities> {
		const communities = new LiveCommunities(options);
		await communities.#read();
		options.scope.add(options.store.watchValuesUnder(KEPT_COMMUNITIES, () => void communities.#read()));
		return communities;
	}

	get shared(): readonly KeptCommunity[] {
		return [...this.#communities.values()].filter(({ isKept }) => isKept);
	}

	get known(): readonly CommunityView[] {
		return this.shared
			.filter(({ state }) => state !== null)
			.map((community) => viewOf(community, null))
			.sort((a, b) => a.state!.name.localeCompare(b.state!.name));
	}

	async create(wanted: NewCommunity): Promise<Result<CommunitySession, CommunityFault>> {
		const { identity, name, random, relays } = this.#options;
		const { pair, key } = await makeFeedKey();
		const body = {
			certificate: await certifySession(identity, key.id, name()),
			name: printable(wanted.name, TEXT_LIMITS.title) || '–',
			about: printable(wanted.about, TEXT_LIMITS.about),
			policy: wanted.policy
		};
		if (!parseBody('community.created', wireBody('community.created', body))) return fail('invalid');
		const draft = {
			room: null,
			session: key.id,
			seq: 0,
			prev: null,
			deps: [],
			type: 'community.created',
			body
		} as const;
		const genesis = await signEvent(draft, key.sign);
		const invite: Invite = {
			room: eventId(genesis) as string as RoomId,
			secret: random.bytes(SECRET_BYTES),
			relays: relays(),
			pass: null
		};
		const community = this.#take(invite);
		const begun = await community.begin(genesis, pair);
		return begun.ok ? ok(await this.#attend(community)) : begun;
	}

	async open(link: string): Promise<Result<CommunitySession, LinkFault>> {
		const invite = parseCommunityLink(link);
		return invite.ok ? ok(await this.#attend(this.#take(invite.value))) : invite;
	}

	async forget(id: RoomId): Promise<void> {
		const community = this.#communities.get(id);
		this.#communities.delete(id);
		await community?.forget();
		this.emit('changed', undefined);
	}

	/** Signs something in a community that this browser keeps. */
	async act(id: RoomId, command: CommunityCommand): Promise<Result<void, CommunityFault>> {
		return (await this.#communities.get(id)?.act(command)) ?? fail('community-unknown');
	}

	ended(community: RoomId, room: RoomId): void {
		const kept = this.#communities.get(community);
		const isOf = ({ code, by }: ListedRoom) => {
			const invite = parseInvite(code);
			return by === kept?.me && invite.ok && invite.value.room === room;
		};
		const listing = kept?.state?.rooms.find(isOf);
		if (listing) void kept!.act({ do: 'unlist', listing: listing.id });
	}

	#take(invite: Invite): KeptCommunity {
		const known = this.#communities.get(invite.room);
		if (known) return known;
		const community = new KeptCommunity(this.#options, invite);
		this.#communities.set(invite.room, community);
		community.on('changed', () => this.emit('changed', undefined));
		return community;
	}

	async #read(): Promise<void> {
		const rows = await this.#options.store.loadValuesUnder<KeptRow>(KEPT_COMMUNITIES);
		for (const row of rows.values()) {
			const invite = parseCommunityLink(row.code);
			if (invite.ok) await this.#take(invite.value).read(row);
		}
	}

	async #attend(community: KeptCommunity): Promise<CommunitySession> {
		const { random, identity, name, origin, verifier, meet } = this.#options;
		const scope = this.#options.scope.child();
		const key = await makeSessionKey(random);
		const relays = new Set([...community.invite.relays, ...(community.state?.relays ?? [])]);
		const meeting = await meet(scope, key, [...relays]);
		const certificate = await certifySession(identity, key.id, name());
		const circle = new Circle({ scope, random, key, certificate, community, meeting, verifier });
		scope.add(() => void meeting.close());
		return new LiveCommunitySession({
			scope,
			community,
			circle,
			meeting,
			link: `${origin}/community/#${communityCode(community.invite)}`
		});
	}
}

function viewOf(
	community: KeptCommunity,
	way: { readonly circle: Circle; readonly meeting: MeetingPoint } | null
): CommunityView {
	return {
		id: community.invite.room,
		me: community.me,
		state: community.state,
		isKept: community.isKept,
		relay: way?.meeting.state ?? 'unreachable',
		reached: way?.circle.reached ?? 0
	};
}

class LiveCommunitySession extends Emitter<{ changed: undefined }> implements CommunitySession {
	readonly link: string;
	readonly #scope: Scope;
	readonly #community: KeptCommunity;
	readonly #way: { readonly circle: Circle; readonly meeting: MeetingPoint };
	#view: CommunityView;

	constructor(parts: {
		readonly scope: Scope;
		readonly community: KeptCommunity;
		readonly circle: Circle;
		readonly meeting: MeetingPoint;
		readonly link: string;
	}) {
		super();
		const { scope, community, circle, meeting, link } = parts;
		this.link = link;
		this.#scope = scope;
		this.#community = community;
		this.#way = { circle, meeting };
		this.#view = viewOf(community, this.#way);
		const refresh = () => {
			this.#view = viewOf(community, this.#way);
			this.emit('changed', undefined);
		};
		scope.add(community.on('changed', refresh));
		scope.add(circle.on('changed', refresh));
	}

	get view(): CommunityView {
		return this.#view;
	}

	async act(command: CommunityCommand): Promise<Result<void, CommunityFault>> {
		const done = await this.#community.act(command);
		this.#view = viewOf(this.#community, this.#way);
		this.emit('changed', undefined);
		return done;
	}

	close(): void {
		this.#scope.close();
		this.clear();
	}
}
