import type { LinkFault, PlannedRoom, Profile } from './api.ts';
import type { RoomId } from './base/ids.ts';
import type { Random } from './base/random.ts';
import { ok, type Result } from './base/result.ts';
import type { Scope } from './base/scope.ts';
import { directoryBeside, directoryOf, plannedBeside } from './directory/directory-address.ts';
import { bringTo } from './directory/directory-client.ts';
import { certifySession } from './identity/certificate.ts';
import type { Identity } from './identity/identity.ts';
import { makeSessionKey, type SessionKey } from './identity/session-key.ts';
import type { EcashTill, LightningWallet, OpenDirectLink, RoomLock, Store, Verifier } from './ports.ts';
import { parseBody, printable, wireBody } from './room/bodies.ts';
import { TEXT_LIMITS, type Door, type EventBodies, type EventType } from './room/events.ts';
import type { RoomCommunities } from './session/common-communities.ts';
import { RECORD_AFTER } from './session/continuing.ts';
import type { CarriedPlans } from './session/handing-plans.ts';
import type { RoomLetters } from './session/correspondence.ts';
import { CurrentDocument } from './session/current-document.ts';
import type { RoomBlocks } from './session/keeping-out.ts';
import { LiveRoomSession } from './session/room-session.ts';
import type { RoomSessionParts } from './session/session-parts.ts';
import { Volumes } from './session/volumes.ts';
import type { FoundRelay } from './transport/find-relay.ts';
import { Libp2pMeetingPoint } from './transport/libp2p-meeting-point.ts';
import { eventId, signEvent } from './wire/event-codec.ts';
import { inviteFragment, parseInvite, SECRET_BYTES, type Invite } from './wire/invite.ts';

/** Mouth and ears of one room, where it is lived in: a page, or a process that has neither. */
export type RoomSound = Pick<
	RoomSessionParts,
	| 'microphone'
	| 'playback'
	| 'recognisers'
	| 'recorder'
	| 'openFastPlayer'
	| 'tracks'
	| 'path'
	| 'framesOnly'
	| 'giving'
	| 'rootCapacity'
>;

/** The room whose sound is opened. */
export interface SoundedRoom {
	/** The sound ends with it. */
	readonly scope: Scope;
	readonly room: RoomId;
	/** Of the session that lives in the room. */
	readonly key: SessionKey;
}

/** What rooms are made and opened with. What differs between a page and a process comes in here. */
export interface RoomsParts {
	readonly scope: Scope;
	readonly random: Random;
	/** Where links lead, such as `http://localhost:8787`. */
	readonly origin: string;
	readonly identity: Identity;
	readonly store: Store;
	/** Takes ecash in for tickets; null in a process without it. */
	readonly till: EcashTill | null;
	/** Takes payments over Lightning for tickets; null in a process without it. */
	readonly wallet: LightningWallet | null;
	readonly verifier: Verifier;
	readonly lock: RoomLock;
	/** Whom this person blocks. */
	readonly blocks: RoomBlocks;
	/** What this person and others write each other alone. */
	readonly letters: RoomLetters;
	/** This person's communities, read when the first room is opened; none in a process without a profile. */
	readonly communities?: () => Promise<RoomCommunities>;
	/** What this browser carries of planned rooms; nothing in a process without a profile. */
	readonly plans?: () => Promise<CarriedPlans>;
	/** The origin's own relay, as soon as it is known. */
	readonly relay: Promise<FoundRelay>;
	/** Makes direct links that use these STUN and TURN servers and carry a room's sound. */
	readonly links: (iceServers: readonly RTCIceServer[], sound: RoomSound) => OpenDirectLink;
	/** Opens the sound of one room. */
	readonly sound: (room: SoundedRoom) => Promise<RoomSound>;
	/** The profile as it is when asked. */
	readonly profile: () => Profile;
	/** Relays of one's own as they are when asked; links of rooms made here carry them. */
	readonly relays: () => readonly string[];
}

/** Makes rooms and opens them: puts a session together from its parts. */
export class Rooms {
	readonly #parts: RoomsParts;

	constructor(parts: RoomsParts) {
		this.#parts = parts;
	}

	/** Makes a room whose host is this identity, and joins it unless it is scheduled for later. */
	async create(options: {
		readonly title: string;
		readonly topics: readonly string[];
		readonly door: Door;
		readonly schedule?: PlannedRoom;
		/** The community in whose name it is held. */
		readonly claim?: EventBodies['community.claimed'];
	}): Promise<LiveRoomSession> {
		const { random, identity, store, profile, relays } = this.#parts;
		const key = await makeSessionKey(random);
		const certificate = await certifySession(identity, key.id, profile().name);
		const title = printable(options.title, TEXT_LIMITS.title) || '–';
		const topics = options.topics
			.map((topic) => printable(topic, TEXT_LIMITS.topic))
			.filter((topic) => topic !== '')
			.slice(0, TEXT_LIMITS.topics);
		const genesis = await signEvent(
			{
				room: null,
				session: key.id,
				seq: 0,
				prev: null,
				deps: [],
				type: 'room.created',
				body: { certificate, title, topics, door: options.door }
			},
			key.sign
		);
		const room = eventId(genesis) as string as RoomId;
		const plan = options.schedule;
		const events = [genesis];
		if (plan) events.push(await signNext(room, key, events, 'schedule.set', planOf(plan)));
		if (options.claim) events.push(await signNext(room, key, events, 'community.claimed', options.claim));
		const current = CurrentDocument.begin(room, events);
		const invite = { room, secret: random.bytes(SECRET_BYTES), relays: relays(), pass: null };
		const session = await this.#open(invite, key, current);
		// It has an event before anybody listens to its document.
		const kept = current.keepAll(store);
		if (!plan) {
			await session.join();
			return session;
		}
		// Nobody else has it yet: whoever closes the page now finds it again.
		await kept;
		session.keep();
		return session;
	}

	/** Opens a room from the whole link or its fragment, as a preview; `join` comes in. */
	async open(link: string): Promise<Result<LiveRoomSession, LinkFault>> {
		const { random, store } = this.#parts;
		const invite = parseInvite(link);
		if (!invite.ok) return invite;
		const current = await CurrentDocument.load(invite.value.room, store);
		return ok(await this.#open(invite.value, await makeSessionKey(random), current));
	}

	async #open(invite: Invite, key: SessionKey, current: CurrentDocument): Promise<LiveRoomSession> {
		const { random, origin, identity, store, till, wallet, verifier, lock, profile, blocks, letters } =
			this.#parts;
		const scope = this.#parts.scope.child();
		const relay = await this.#parts.relay;
		const [sound, meeting, previewCertificate, volumes, communities, plans] = await Promise.all([
			this.#parts.sound({ scope, room: invite.room, key }),
			Libp2pMeetingPoint.open(scope, {
				seed: key.seed,
				relays: [...relay.addresses, ...invite.relays],
				random
			}),
			certifySession(identity, key.id, ''),
			Volumes.open(store),
			this.#parts.communities?.(),
			this.#parts.plans?.()
		]);
		const bringPlan = bringTo(directoriesOf(origin, invite).map(plannedBeside), scope.clock);
		return new LiveRoomSession({
			...sound,
			scope,
			random,
			identity,
			key,
			invite,
			link: `${origin}/room/#${inviteFragment({ ...invite, pass: null })}`,
			current,
			recordAfter: RECORD_AFTER,
			verifier,
			store,
			till,
			wallet,
			meeting,
			openLink: this.#parts.links(relay.iceServers, sound),
			lock,
			volumes,
			blocks,
			letters,
			...(communities && { communities }),
			...(plans && { plans }),
			bring: bringTo(directoriesOf(origin, invite), scope.clock),
			bringPlan: (bytes, options) => {
				void plans?.take([bytes]);
				return bringPlan(bytes, options);
			},
			profile,
			previewCertificate
		});
	}
}

/** What the plan of a room says in its document. Throws (a bug) on a plan that peers would not take. */
function planOf({ timing, note }: PlannedRoom): EventBodies['schedule.set'] {
	const body = { ...timing, note: printable(note, TEXT_LIMITS.note) };
	if (!parseBody('schedule.set', wireBody('schedule.set', body))) throw new RangeError('not a plan');
	return body;
}

/** The event of the founding session behind those that it signed already. */
function signNext<Type extends EventType>(
	room: RoomId,
	key: SessionKey,
	before: readonly Uint8Array[],
	type: Type,
	body: EventBodies[Type]
): Promise<Uint8Array> {
	const prev = eventId(before.at(-1)!);
	return signEvent({ room, session: key.id, seq: before.length, prev, deps: [], type, body }, key.sign);
}

/** Where a room is announced: at every relay through which it is found and that can keep a directory. */
function directoriesOf(origin: string, invite: Invite): string[] {
	const beside = invite.relays.map(directoryBeside).filter((url) => url !== null);
	return [...new Set([directoryOf(origin), ...beside])];
}
