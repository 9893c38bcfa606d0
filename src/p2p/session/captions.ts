import type { CaptionFault, CaptionLine } from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { IdentityId, RoomId, SessionId } from '../base/ids.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import { TokenBucket, type Rate } from '../base/token-bucket.ts';
import type { SessionKey } from '../identity/session-key.ts';
import { printable } from '../room/bodies.ts';
import { isAudible, isModerator, isOnStage, personOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { CAPTION, type CaptionFields, type CaptionMessage, type CaptionWord } from '../wire/caption.ts';
import { MAX_CAPTION } from '../room/caption-limits.ts';
import { isWordAuthentic, signWord } from '../wire/signed-words.ts';
import { CaptionLines } from './caption-lines.ts';
import { CaptionWindow } from './caption-window.ts';

/** Why a caption was not taken. Only `caption-forged` shows that whoever told it means harm. */
export type CaptionRefusal =
	| 'caption-foreign'
	/** More than a person can say. */
	| 'caption-flood'
	/** Passed on too long after it was signed. */
	| 'caption-expired'
	/** Nobody has shown a certificate of its session. */
	| 'caption-unknown'
	/** Its person may not be heard, and so not be read. */
	| 'caption-off-stage'
	/** Words put into somebody else's mouth by who is no moderator. */
	| 'caption-for-another'
	| 'caption-forged';

/** Clocks differ by minutes on machines that nobody looks after; what is older was kept to be repeated. */
const EXPIRES_MS = 10 * 60_000;
/** Three wordings a second, and a line in between; a stalled way brings ten seconds of it at once. */
const OF_SESSION: Rate = { burst: 40, perSecond: 5 };
/** What one neighbour may bring, of everybody: eight people who speak at once, twice over. */
const OF_NEIGHBOUR: Rate = { burst: 200, perSecond: 50 };
/** Sessions whose captions are followed at once: a full stage that was replaced twice. */
const MAX_SESSIONS = 64;
/** Finished lines shown to who comes later. */
const RECENT = 8;
const TIDY_EVERY_MS = 1_000;
/** A new neighbour shows the last finished lines (W6) within that time. */
const GREETING_MS = 3_000;

/** A page at the other end of a channel, as captions need it. */
export interface CaptionNeighbour {
	readonly session: SessionId;
	readonly via: 'relay' | 'direct';
	readonly isReady: boolean;
	readonly isJoined: boolean;
	send(message: CaptionMessage): void;
	/** Drops it for what it sent. */
	expel(fault: 'caption-forged'): void;
}

/** What captions tell their owner. */
export interface CaptionsEvents {
	/** `lines` was replaced. */
	changed: undefined;
	/**
	 * A line was ended while this page could read along: told once, those of blocked people included. What comes in
	 * the first moments with a new neighbour was said before, so it is not told.
	 */
	finished: CaptionLine;
}

/** What captions are made of. */
export interface CaptionsOptions {
	readonly scope: Scope;
	readonly room: RoomId;
	readonly key: SessionKey;
	readonly me: IdentityId;
	readonly state: () => RoomState | null;
	readonly isInside: () => boolean;
	/** Whose session it is, by a certificate; null if none was shown. */
	readonly identityOf: (session: SessionId) => IdentityId | null;
	/** Pages that this one talks to. */
	readonly neighbours: () => readonly CaptionNeighbour[];
	/** Whether this page takes from a session what others said: a parent in the audience tree. */
	readonly isParent: (session: SessionId) => boolean;
	/** Whether this page hands on to a session: a child in the audience tree. */
	readonly isChild: (session: SessionId) => boolean;
	/** Whom this page's person blocks. */
	readonly isBlocked: (identity: IdentityId) => boolean;
}

/** What this page says: a wording of one of its lines. */
export type OwnWording = Pick<
	CaptionFields,
	'line' | 'wording' | 'speaker' | 'language' | 'isFinal' | 'isTyped' | 'text'
>;

/**
 * What is said on the stage, in writing: told straight to every linked page and handed down the audience tree,
 * never up. Nothing of it is stored; some finished lines are shown to who comes later.
 */
export class Captions extends Emitter<CaptionsEvents> {
	readonly #options: CaptionsOptions;
	readonly #lines = new CaptionLines();
	readonly #windows = new Map<SessionId, { readonly window: CaptionWindow; readonly budget: TokenBucket }>();
	readonly #budgets = new WeakMap<object, TokenBucket>();
	/** Since when this page reads along with whom. */
	readonly #metAt = new WeakMap<object, number>();
	/** Who was shown which of the recent lines. */
	readonly #shown = new WeakMap<object, 'own' | 'all'>();
	#recent: readonly CaptionWord[] = [];
	#lineCount = 0;
	/** Wordings go out in the order in which they were said, however long signing takes. */
	#saying: Promise<void> = Promise.resolve();

	constructor(options: CaptionsOptions) {
		super();
		this.#options = options;
		const { scope } = options;
		scope.every(TIDY_EVERY_MS, () => {
			if (this.#lines.tidy(scope.clock.now())) this.emit('changed', undefined);
		});
	}

	/** The oldest first, without those of people whom this page's person blocks. */
	get lines(): readonly CaptionLine[] {
		const { isBlocked } = this.#options;
		return this.#lines.list.filter(({ speaker, author }) => !isBlocked(speaker) && !isBlocked(author));
	}

	/** A number for a new line of this page. */
	nextLine(): number {
		return ++this.#lineCount;
	}

	/** Signs a line that this person typed, for themselves or as a moderator for somebody on the stage, and tells it. */
	write(typed: string, { language, speaker }: Pick<OwnWording, 'language' | 'speaker'>) {
		const text = printable(typed, MAX_CAPTION);
		const fault = text === '' ? 'caption-empty' : this.#mayWrite(speaker);
		if (fault) return fail<CaptionFault>(fault);
		this.say({ line: this.nextLine(), wording: 0, speaker, language, isFinal: true, isTyped: true, text });
		return ok(undefined) satisfies Result<void, CaptionFault>;
	}

	/** Shows a wording of this page here and tells it to everybody who is linked by then; nothing while it may not. */
	say(wording: OwnWording): void {
		if (this.#mayWrite(wording.speaker)) return;
		const { scope, room, key, me } = this.#options;
		const now = scope.clock.now();
		this.#show({ ...wording, session: key.id, at: now }, me);
		this.emit('changed', undefined);
		const fields = { ...wording, room, session: key.id, at: Math.floor(now) };
		this.#saying = this.#saying.then(async () => {
			const caption = await signWord(CAPTION, fields, key.sign);
			this.#remember(caption);
			this.#tell(caption, (neighbour) => neighbour.isJoined);
		});
	}

	/** Takes what a neighbour told; why it was refused, if somebody should know. */
	take(caption: CaptionWord, from: CaptionNeighbour): CaptionRefusal | null {
		const { isInside, isChild } = this.#options;
		const isGreeting = this.#isGreeting(from);
		if (!isInside() || !this.#isOnItsWay(caption, from) || !this.#isNew(caption)) return null;
		const fault = this.#judge(caption, from);
		if (fault === 'caption-forged') from.expel(fault);
		if (fault) return fault;
		this.#show(caption, this.#options.identityOf(caption.session)!, { isGreeting });
		this.#remember(caption);
		this.#tell(caption, ({ session }) => session !== from.session && isChild(session));
		this.emit('changed', undefined);
		return null;
	}

	/** Shows the last finished lines to who is linked now, once: all of them to a child, to others one's own. */
	greet(): void {
		const { key, isChild } = this.#options;
		const neighbours = this.#neighbours();
		for (const neighbour of neighbours) this.#isGreeting(neighbour);
		for (const neighbour of neighbours.filter(({ isJoined }) => isJoined)) {
			const shown = this.#shown.get(neighbour);
			const due = isChild(neighbour.session) ? 'all' : 'own';
			if (shown === 'all' || shown === due) continue;
			this.#shown.set(neighbour, due);
			for (const caption of this.#recent)
				if (due === 'all' || caption.session === key.id) neighbour.send({ kind: 'caption', caption });
		}
	}

	#show(caption: Omit<CaptionFields, 'room'>, author: IdentityId, { isGreeting = false } = {}): void {
		const line = this.#lines.take(caption, author, this.#options.scope.clock.now());
		if (line?.isFinal && !isGreeting) this.emit('finished', line);
	}

	/** Whether somebody is so new here that what they tell was said before. */
	#isGreeting(neighbour: CaptionNeighbour): boolean {
		const now = this.#options.scope.clock.now();
		const metAt = this.#metAt.get(neighbour) ?? now;
		this.#metAt.set(neighbour, metAt);
		return now - metAt < GREETING_MS;
	}

	/** Why this person may not write now; null if they may. */
	#mayWrite(speaker: IdentityId | null): CaptionFault | null {
		const { state, me, isInside } = this.#options;
		const known = state();
		if (!known || !isInside() || !isOnStage(known, me)) return 'not-on-stage';
		if (personOf(known, me)?.muted) return 'muted';
		return mayCaption(known, me, speaker) ? null : 'not-for-another';
	}

	/** The speaker's own page tells it, or a parent in the tree: never a child, and nobody beside. */
	#isOnItsWay({ session }: CaptionWord, from: CaptionNeighbour): boolean {
		return session === from.session || this.#options.isParent(from.session);
	}

	/** In a tree each comes twice: what is known is nobody's fault, and costs nothing to leave out. */
	#isNew(caption: CaptionWord): boolean {
		return this.#windows.get(caption.session)?.window.isNew(caption) ?? true;
	}

	/** The cheapest checks come first. */
	#judge(caption: CaptionWord, from: CaptionNeighbour): CaptionRefusal | null {
		const { room, key, state, identityOf, scope } = this.#options;
		const { session, at, speaker } = caption;
		const now = () => scope.clock.now();
		if (caption.room !== room || session === key.id) return 'caption-foreign';
		const budget = this.#budgets.get(from) ?? new TokenBucket(OF_NEIGHBOUR, now);
		this.#budgets.set(from, budget);
		if (!budget.spend()) return 'caption-flood';
		if (session !== from.session && Math.abs(now() - at) > EXPIRES_MS) return 'caption-expired';
		const [identity, known] = [identityOf(session), state()];
		if (!identity || !known) return 'caption-unknown';
		if (!isAudible(known, identity)) return 'caption-off-stage';
		if (!mayCaption(known, identity, speaker)) return 'caption-for-another';
		if (!isWordAuthentic(CAPTION, caption)) return 'caption-forged';
		const followed = this.#windows.get(session) ?? {
			window: new CaptionWindow(),
			budget: new TokenBucket(OF_SESSION, now)
		};
		this.#follow(session, followed);
		if (!followed.budget.spend()) return 'caption-flood';
		followed.window.take(caption);
		return null;
	}

	/** Keeps the newest at the end, and lets go of who has been silent the longest. */
	#follow(session: SessionId, followed: { window: CaptionWindow; budget: TokenBucket }): void {
		this.#windows.delete(session);
		this.#windows.set(session, followed);
		if (this.#windows.size > MAX_SESSIONS) this.#windows.delete(this.#windows.keys().next().value!);
	}

	#remember(caption: CaptionWord): void {
		if (caption.isFinal && caption.text !== '') this.#recent = [...this.#recent, caption].slice(-RECENT);
	}

	#neighbours(): CaptionNeighbour[] {
		return this.#options.neighbours().filter(({ via, isReady }) => via === 'direct' && isReady);
	}

	#tell(caption: CaptionWord, isFor: (neighbour: CaptionNeighbour) => boolean): void {
		for (const neighbour of this.#neighbours())
			if (isFor(neighbour)) neighbour.send({ kind: 'caption', caption });
	}
}

/** Whether somebody on the stage may write for somebody: for themselves, or as a moderator for another one there. */
function mayCaption(state: RoomState, author: IdentityId, speaker: IdentityId | null): boolean {
	if (speaker === null || speaker === author) return true;
	return isModerator(state, author) && isOnStage(state, speaker);
}
