import type {
	AnnouncedView,
	CommunityMark,
	KeptRsvp,
	LastMinutesView,
	RecordingView,
	RoomView,
	TicketsView
} from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { Attendance } from './attendance.ts';
import { ChatLog } from './chat-log.ts';
import type { Epochs } from './epochs.ts';
import { HandTimes } from './hand-times.ts';
import { LogTimes } from './log-times.ts';
import type { RoomState } from '../room/state.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { Notices } from './notices.ts';
import { phaseOf } from './phase.ts';
import type { RoomSessionParts } from './session-parts.ts';
import { ShownReactions } from './shown-reactions.ts';
import type { StageSound } from './stage-sound.ts';
import type { LargeRoom } from './tree/large-room.ts';
import { viewOf, type Present } from './view.ts';

/** What the screen tells its owner. */
export interface ScreenEvents {
	/** There is a new view. */
	changed: undefined;
}

/** What the screen shows. */
export interface ScreenOptions {
	readonly parts: RoomSessionParts;
	readonly attendance: Attendance;
	readonly neighbourhood: Neighbourhood;
	readonly large: LargeRoom;
	readonly sound: StageSound;
	readonly epochs: Epochs;
	/** Who records the room, as of now. */
	readonly recording: () => RecordingView | null;
	/** What late comers can hear, as of now. */
	readonly lastMinutes: () => LastMinutesView | null;
	/** Who can see that the room is live, as of now. */
	readonly announced: () => AnnouncedView | null;
	/** The community in whose name the room is held, as of now. */
	readonly community: () => CommunityMark | null;
	/** What this person answered, as of now. */
	readonly rsvp: () => KeptRsvp | null;
	/** The ticket that is wanted, and who waits for the host's word, as of now. */
	readonly tickets: () => TicketsView;
}

/** What this page's person sees of the room: one view of everything, and what is remembered for it alone. */
export class Screen extends Emitter<ScreenEvents> {
	readonly hands: HandTimes;
	readonly times: LogTimes;
	readonly chat: ChatLog;
	readonly reactions: ShownReactions;
	readonly notices: Notices;
	readonly #options: ScreenOptions;
	#view: RoomView;
	#isRefreshing = false;

	constructor(options: ScreenOptions) {
		super();
		this.#options = options;
		const { scope, store, invite, current } = options.parts;
		const now = () => scope.clock.now();
		const changed = () => this.refresh();
		this.hands = new HandTimes(now);
		this.times = new LogTimes(store, invite.room, now);
		this.chat = new ChatLog(now);
		this.reactions = new ShownReactions(scope, changed);
		this.notices = new Notices(changed);
		void this.times.load().then(changed);
		if (current.state) this.learn(current.state);
		this.#view = this.#makeView();
	}

	/** As of the last `changed`. */
	get view(): RoomView {
		return this.#view;
	}

	/** Takes note of what is new in a state. */
	learn(state: RoomState): void {
		this.times.follow(state);
		this.chat.follow(state);
	}

	/** The room went on in another document, whose record led to this state. */
	move(before: RoomState | null, state: RoomState): void {
		this.times.skip(state);
		if (before) this.hands.move(before, state);
		this.chat.move();
		this.chat.follow(state);
	}

	/** Makes a new view soon: many changes of one moment make one view. */
	refresh(): void {
		if (this.#isRefreshing) return;
		this.#isRefreshing = true;
		queueMicrotask(() => {
			this.#isRefreshing = false;
			this.#view = this.#makeView();
			this.emit('changed', undefined);
		});
	}

	#makeView(): RoomView {
		const { attendance, neighbourhood, large, sound, epochs, parts } = this.#options;
		const { identity, current, meeting, microphone, playback, path, tracks, volumes } = parts;
		const { standing, isInside, joinedAt } = attendance;
		const { state } = current;
		return viewOf({
			phase: phaseOf({
				standing,
				me: identity.id,
				state,
				refusal: neighbourhood.refusal,
				isCutOff: neighbourhood.isCutOff,
				relay: meeting.state
			}),
			relay: meeting.state,
			state,
			me: this.#me(),
			isJoined: isInside,
			countedElsewhere: isInside ? 0 : neighbourhood.countedElsewhere,
			others: [...neighbourhood.others(), ...large.others()],
			glimpsed: isInside ? [] : neighbourhood.glimpsed,
			blocks: parts.blocks.known,
			listeners: large.listeners,
			reactionCounts: large.reactions,
			paths: large.paths,
			// A listener of a settled tree takes packets alone, which are encrypted in every browser.
			isSealed: epochs.isHeld && (tracks.isInForce || (large.isListening && large.isSettled)),
			microphone: microphone.state,
			volumes,
			handsSeenAt: this.hands.times,
			seenAt: this.times.times,
			refused: neighbourhood.refused,
			reactions: this.reactions.list,
			chat: this.chat.shown(parts.blocks.known),
			speaking: sound.speaking,
			talkTimes: sound.talkTimes,
			turns: sound.turns,
			outputBlocked: isInside && (playback.isBlocked || path.isBlocked),
			joinedAt,
			notices: this.notices.list,
			recording: this.#options.recording(),
			lastMinutes: this.#options.lastMinutes(),
			announced: this.#options.announced(),
			community: this.#options.community(),
			rsvp: this.#options.rsvp(),
			tickets: this.#options.tickets()
		});
	}

	#me(): Present {
		const { identity, key, microphone, profile } = this.#options.parts;
		return {
			identity: identity.id,
			session: key.id,
			name: profile().name,
			picture: profile().picture,
			isMe: true,
			link: 'connected',
			microphone: microphone.state === 'open'
		};
	}
}
