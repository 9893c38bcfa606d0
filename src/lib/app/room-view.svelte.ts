import type {
	Blocks,
	CommandFault,
	MadeInvite,
	MicrophoneFault,
	Notice,
	Participant,
	RecordingFault,
	RoomSession,
	RoomView
} from '../../p2p/api.ts';
import type { EventId, IdentityId } from '../../p2p/base/ids.ts';
import type { Unsubscribe } from '../../p2p/base/emitter.ts';
import type { Command } from '../../p2p/room/commands.ts';
import type { KeptMinutes } from '../../p2p/room/events.ts';
import { maySpeak } from '../../p2p/community/selectors.ts';
import { mayDo } from '../../p2p/room/permissions.ts';
import { mayEnter } from '../../p2p/room/selectors.ts';
import { openOffer, ticketsHeldBy } from '../../p2p/room/ticket-selectors.ts';
import type { Fault, RecordedFault } from './faults.ts';
import { codeOf } from './room-link.ts';

/** Somebody who was just put out or blocked, for the strip that offers the way back. */
export interface PutOut {
	readonly identity: IdentityId;
	readonly name: string;
	readonly how: 'removed' | 'banned' | 'blocked';
}

/** An invite that this page made, with its number among them. */
export interface NumberedInvite extends MadeInvite {
	readonly place: number;
}

/** One room session as runes: the view, what went wrong last, and the acts of the screen. */
export class OpenRoom {
	readonly session: RoomSession;
	readonly code: string;
	readonly #blocks: Blocks;
	readonly #unsubscribe: Unsubscribe;
	#view = $state.raw<RoomView>() as RoomView;
	#fault = $state.raw<Fault | RecordedFault | null>(null);
	#putOut = $state.raw<PutOut | null>(null);
	/** The newest message that was read here. */
	#read = $state.raw<EventId | null>(null);
	#invites = $state.raw<readonly NumberedInvite[]>([]);

	constructor(session: RoomSession, blocks: Blocks) {
		this.session = session;
		this.#blocks = blocks;
		this.code = codeOf(session.link);
		this.#view = session.view;
		this.#unsubscribe = session.on('changed', () => (this.#view = session.view));
	}

	get view(): RoomView {
		return this.#view;
	}

	/** What went wrong with the last act, until dismissed. */
	get fault(): Fault | RecordedFault | null {
		return this.#fault;
	}

	get putOut(): PutOut | null {
		return this.#putOut;
	}

	/** Invites made on this page that still open the door, first made first. */
	get openInvites(): readonly NumberedInvite[] {
		const spent = this.#view.state?.spentInvites ?? [];
		return this.#invites.filter(({ key }) => !spent.includes(key));
	}

	/** Whether this page is in the room (and not before or after it). */
	get isInside(): boolean {
		return this.#view.phase.name === 'live' || this.#view.phase.name === 'reconnecting';
	}

	get isOnStage(): boolean {
		return this.#view.me.role !== 'listener';
	}

	get isModerator(): boolean {
		return this.#view.me.role === 'host' || this.#view.me.role === 'cohost';
	}

	/** Whether the door asks this person for a ticket that they do not hold. */
	get needsTicket(): boolean {
		const { state, me } = this.#view;
		return state !== null && mayEnter(state, me.identity) === 'ticketless';
	}

	/** Whether tickets concern this person: who sells, holds, wants or could have one. */
	get hasTickets(): boolean {
		const { state, me, tickets } = this.#view;
		if (me.role === 'host' || tickets.wish || this.needsTicket) return true;
		return state !== null && (openOffer(state) !== null || ticketsHeldBy(state, me.identity).length > 0);
	}

	/** Everybody who is here, stage first. */
	get people(): readonly Participant[] {
		return [...this.#view.stage, ...this.#view.audience];
	}

	/** Messages of others that came since the chat was read last. */
	get unreadChat(): number {
		const { chat, me } = this.#view;
		const since = chat.findLastIndex(({ id }) => id === this.#read) + 1;
		return chat
			.slice(since)
			.filter(({ at, by, isBlocked }) => at !== null && by !== me.identity && !isBlocked).length;
	}

	/** All messages so far are read. */
	readChat(): void {
		this.#read = this.#view.chat.at(-1)?.id ?? this.#read;
	}

	/** Whether the rules let this person do it now. */
	may(command: Command): boolean {
		const { state, me } = this.#view;
		if (command.do === 'invite' && !this.#maySpeak(command.target)) return false;
		return state !== null && mayDo(state, me.identity, command);
	}

	/** Whether the community in whose name the room is held lets this person speak. */
	get maySpeak(): boolean {
		return this.#maySpeak(this.#view.me.identity);
	}

	#maySpeak(who: IdentityId): boolean {
		const { state, community } = this.#view;
		return state === null || maySpeak(community, state.host, who);
	}

	/** Carries a command out; a refusal becomes `fault`. */
	async act(command: Command): Promise<boolean> {
		const done = await this.session.act(command);
		this.#fault = done.ok ? null : { about: 'command', code: done.code };
		return done.ok;
	}

	/** Removes or bans at once, for a reason that peers take or none (empty), and offers the way back. */
	async putPersonOut(
		who: { identity: IdentityId; name: string },
		how: 'removed' | 'banned',
		reason: string
	): Promise<void> {
		const { identity, name } = who;
		if (await this.act({ do: how === 'removed' ? 'remove' : 'ban', target: identity, reason })) {
			this.#putOut = { identity, name, how };
		}
	}

	async letBackIn(identity: IdentityId): Promise<void> {
		if (this.#putOut?.identity === identity) this.#putOut = null;
		await this.act({ do: 'unban', target: identity });
	}

	/** Blocks somebody, whom the host's page then bans as well, and offers the way back. */
	async block(who: { identity: IdentityId; name: string; shownAs: string }, reason: string): Promise<void> {
		const { identity, name, shownAs } = who;
		const done = await this.#blocks.block({ identity, name, reason });
		this.#fault = done.ok ? null : { about: 'blocks', code: done.code };
		if (this.#blocks.known.has(identity)) this.#putOut = { identity, name: shownAs, how: 'blocked' };
	}

	/** Takes somebody off the block list; whom this person keeps out as host for it comes back in, too. */
	async unblock(identity: IdentityId): Promise<void> {
		if (this.#putOut?.identity === identity) this.#putOut = null;
		const done = await this.#blocks.unblock(identity);
		this.#fault = done.ok ? null : { about: 'blocks', code: done.code };
		const unban = { do: 'unban', target: identity } as const;
		if (this.#view.me.role === 'host' && this.may(unban)) await this.act(unban);
	}

	dismissPutOut(): void {
		this.#putOut = null;
	}

	/** Makes an invite for one person and keeps it on this page; null when that failed, which becomes `fault`. */
	async makeInvite(): Promise<NumberedInvite | null> {
		const made = await this.session.makeInvite();
		this.#fault = made.ok ? null : { about: 'command', code: made.code };
		if (!made.ok) return null;
		const invite = { ...made.value, place: this.#invites.length + 1 };
		this.#invites = [...this.#invites, invite];
		return invite;
	}

	async toggleHand(): Promise<void> {
		const { me } = this.#view;
		await this.act(me.handRaised ? { do: 'lower-hand', target: me.identity } : { do: 'raise-hand' });
	}

	/** Records the room on this device; a refusal becomes `fault`. */
	async startRecording(options: { readonly ownVoice: boolean }): Promise<boolean> {
		const started = await this.session.startRecording(options);
		this.#fault = started.ok ? null : recordingFault(started.code);
		return started.ok;
	}

	async stopRecording(): Promise<boolean> {
		const stopped = await this.session.stopRecording();
		this.#fault = stopped.ok ? null : { about: 'command', code: stopped.code };
		return stopped.ok;
	}

	/** Keeps the last minutes for who comes late, or none; a refusal becomes `fault`. */
	async keepMinutes(minutes: KeptMinutes): Promise<boolean> {
		const done = await this.session.keepMinutes(minutes);
		this.#fault = done.ok ? null : recordingFault(done.code);
		return done.ok;
	}

	async agreeToRecording(options: { readonly ownVoice: boolean }): Promise<void> {
		const agreed = await this.session.agreeToRecording(options);
		this.#fault = agreed.ok ? null : { about: 'command', code: agreed.code };
	}

	/** Opens the microphone; somebody whom a moderator muted thereby unmutes themselves. */
	async openMicrophone(): Promise<void> {
		const opened = await this.session.openMicrophone();
		this.#fault = opened.ok ? null : microphoneFault(opened.code);
	}

	closeMicrophone(): void {
		this.session.closeMicrophone();
	}

	async toggleMicrophone(): Promise<void> {
		const { microphone } = this.#view.me;
		if (microphone === 'open' || microphone === 'opening') this.closeMicrophone();
		else await this.openMicrophone();
	}

	dismiss(notice: Notice['code']): void {
		this.session.dismiss(notice);
	}

	dismissFault(): void {
		this.#fault = null;
	}

	/** Stops following the session without leaving it. */
	close(): void {
		this.#unsubscribe();
	}
}

function recordingFault(code: RecordingFault | CommandFault): Fault | RecordedFault {
	switch (code) {
		case 'recording-unsupported':
		case 'recording-full':
		case 'recording-failed':
			return { about: 'recording', code };
		default:
			return { about: 'command', code };
	}
}

function microphoneFault(code: MicrophoneFault | 'not-agreed'): Fault | RecordedFault {
	return code === 'not-agreed' ? { about: 'recording', code } : { about: 'microphone', code };
}
