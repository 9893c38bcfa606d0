import type { Profile } from '../api.ts';
import type { Random } from '../base/random.ts';
import type { Scope } from '../base/scope.ts';
import type { Identity } from '../identity/identity.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type {
	EcashTill,
	LightningWallet,
	MeetingPoint,
	Microphone,
	OpenDirectLink,
	OpenFastPlayer,
	Playback,
	Recorder,
	Recognisers,
	RoomLock,
	SoundPath,
	Store,
	TrackSeal,
	Verifier
} from '../ports.ts';
import type { Certificate } from '../room/events.ts';
import type { Invite } from '../wire/invite.ts';
import type { AnnouncingOptions } from './announcing.ts';
import type { AnnouncingPlanOptions } from './announcing-plan.ts';
import type { RoomCommunities } from './common-communities.ts';
import type { CurrentDocument } from './current-document.ts';
import type { CarriedPlans } from './handing-plans.ts';
import type { RoomLetters } from './correspondence.ts';
import type { RoomBlocks } from './keeping-out.ts';
import type { Giving } from './tree/large-room.ts';
import type { Volumes } from './volumes.ts';

/** Everything a room session is made of; `engine` puts it together. */
export interface RoomSessionParts {
	readonly scope: Scope;
	readonly random: Random;
	readonly identity: Identity;
	readonly key: SessionKey;
	readonly invite: Invite;
	readonly link: string;
	readonly current: CurrentDocument;
	/** Events of a document after which the host's page lets the room go on in a new one. */
	readonly recordAfter: number;
	readonly verifier: Verifier;
	readonly store: Store;
	/** Takes ecash in for tickets; null in a process without it. */
	readonly till: EcashTill | null;
	/** Takes payments over Lightning for tickets; null in a process without it. */
	readonly wallet: LightningWallet | null;
	readonly meeting: MeetingPoint;
	readonly openLink: OpenDirectLink;
	readonly microphone: Microphone;
	readonly playback: Playback;
	/** What turns the own voice into words; none in a process without a browser. */
	readonly recognisers?: Recognisers;
	/** Sound in packets. */
	readonly path: SoundPath;
	/** Writes what is heard to files on this device. */
	readonly recorder: Recorder;
	/** Plays what was said before; none in a process without ears. */
	readonly openFastPlayer?: OpenFastPlayer;
	/** Encrypts the tracks of `openLink`'s links. */
	readonly tracks: TrackSeal;
	/** Takes sound in packets only. */
	readonly framesOnly: boolean;
	readonly giving: Giving;
	/** Children that this page feeds as a root of the audience tree. */
	readonly rootCapacity: number;
	readonly lock: RoomLock;
	readonly volumes: Volumes;
	/** Whom this person blocks. */
	readonly blocks: RoomBlocks;
	/** What this person and others write each other alone. */
	readonly letters: RoomLetters;
	/** This person's communities; none in a process without a profile. */
	readonly communities?: RoomCommunities;
	/** What hosts say of planned rooms, as this browser carries it; nothing in a process without a profile. */
	readonly plans?: CarriedPlans;
	/** Brings what the host announces to the room's relays. */
	readonly bring: AnnouncingOptions['bring'];
	/** Brings what the host says of a planned room to them. */
	readonly bringPlan: AnnouncingPlanOptions['bringPlan'];
	/** The profile as it is when asked. */
	readonly profile: () => Profile;
	/** A certificate without a name, for looking before joining. */
	readonly previewCertificate: Certificate;
}
