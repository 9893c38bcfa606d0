import type { RoomFileFault, RoomFiles, RoomOnFile } from './api.ts';
import type { Clock } from './base/clock.ts';
import type { IdentityId, RoomId } from './base/ids.ts';
import { fail, ok, type Result } from './base/result.ts';
import type { Store, StoreFault, Verifier } from './ports.ts';
import type { RoomState } from './room/state.ts';
import {
	checkContinuation,
	isBehind,
	readContinuation,
	standingOf,
	type Continuation
} from './session/continuation.ts';
import { CurrentDocument } from './session/current-document.ts';
import { inviteFragment, parseInvite, type Invite } from './wire/invite.ts';
import {
	decodeRoomFile,
	encodeRoomFile,
	MAX_ROOM_FILE_BYTES,
	MAX_TRANSCRIPT_LENGTH
} from './wire/room-file.ts';

/** Events verified at once, before the page may do something else. */
const SLICE_EVENTS = 32;

/** What rooms are kept and verified with. */
export interface RoomFilesOptions {
	readonly store: Store;
	readonly verifier: Verifier;
	readonly clock: Clock;
	readonly me: IdentityId;
}

/** Rooms as files: what was signed in them, verified again wherever it is read. */
export class KeptRoomFiles implements RoomFiles {
	readonly #options: RoomFilesOptions;

	constructor(options: RoomFilesOptions) {
		this.#options = options;
	}

	async save(room: RoomId, { transcript }: { readonly transcript: string }): Promise<Blob | null> {
		const { store } = this.#options;
		const known = (await store.loadRooms()).find((one) => one.room === room);
		const invite = known && parseInvite(known.code);
		const current = await CurrentDocument.load(room, store);
		if (!invite?.ok || current.state === null) return null;
		const rawsOf = (events: Iterable<{ readonly raw: Uint8Array }>) => [...events].map(({ raw }) => raw);
		const bytes = encodeRoomFile({
			// A pass is for one person, once.
			code: inviteFragment({ ...invite.value, pass: null }),
			events: rawsOf(current.document.events),
			continued: rawsOf(current.continuation?.events ?? []),
			lineage: rawsOf(current.continuation?.lineage ?? []),
			transcript: transcript.slice(0, MAX_TRANSCRIPT_LENGTH)
		});
		return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' });
	}

	async read(file: Blob): Promise<Result<RoomOnFile, RoomFileFault>> {
		// Before its bytes are: a film that was chosen by mistake is not taken into memory.
		if (file.size > MAX_ROOM_FILE_BYTES) return fail('room-file-too-large');
		const bytes = await file.arrayBuffer().catch(() => null);
		const read = bytes ? decodeRoomFile(new Uint8Array(bytes)) : fail('room-file-damaged');
		if (!read.ok) return read;
		const { code, events, continued, lineage, transcript } = read.value;
		const invite = parseInvite(code);
		if (!invite.ok) return fail('room-file-damaged');
		const { room } = invite.value;
		const continuation = continued.length > 0 ? readContinuation(room, continued, lineage) : null;
		if (continuation && !continuation.ok) return fail('room-file-damaged');
		const start = continuation?.value ?? null;
		if (!(await this.#areSigned([...events, ...continued, ...lineage]))) return fail('room-file-forged');
		const onFile = CurrentDocument.begin(room);
		if (start) {
			const nobody = { room, document: onFile.document, state: null, before: null };
			if (!checkContinuation(start, nobody).ok) return fail('room-file-forged');
			onFile.move(start);
		}
		// Their signatures were verified just now; what has no place in the document means nothing.
		onFile.document.restore(events);
		if (!onFile.state) return fail('room-file-damaged');
		return ok(
			await this.#offer({ invite: invite.value, onFile, state: onFile.state, events, start, transcript })
		);
	}

	async #offer(read: {
		readonly invite: Invite;
		readonly onFile: CurrentDocument;
		readonly state: RoomState;
		readonly events: readonly Uint8Array[];
		readonly start: Continuation | null;
		readonly transcript: string;
	}): Promise<RoomOnFile> {
		const { invite, onFile, state, events, start, transcript } = read;
		const { room } = invite;
		const kept = await CurrentDocument.load(room, this.#options.store);
		const isOlder = kept.state !== null && isBehind(standingOf(room, start), kept.standing);
		const known = new Set([...kept.document.events].map(({ id }) => id));
		return {
			room,
			title: state.title,
			host: state.host,
			hostName: state.people.find(({ identity }) => identity === state.host)?.name ?? '',
			people: state.people.length,
			messages: state.chat.messages.length,
			news: isOlder ? 0 : [...onFile.document.events].filter(({ id }) => !known.has(id)).length,
			isOlder,
			transcript,
			code: inviteFragment(invite),
			take: () => this.#take(invite, { events, start, isOlder })
		};
	}

	/** Merges with what is kept by now, which may be more than when the file was read. */
	async #take(
		invite: Invite,
		{
			events,
			start,
			isOlder
		}: { events: readonly Uint8Array[]; start: Continuation | null; isOlder: boolean }
	): Promise<Result<void, StoreFault>> {
		const { store, clock, me } = this.#options;
		const current = await CurrentDocument.load(invite.room, store);
		if (!isOlder) {
			const { room, document, state, continuation: before } = current;
			const isNewer = isBehind(current.standing, standingOf(room, start));
			if (start && isNewer && checkContinuation(start, { room, document, state, before }).ok)
				current.move(start);
			if (current.standing.root === standingOf(room, start).root) current.document.restore(events);
		}
		const saved = await current.keepAll(store);
		if (!saved.ok || !current.state) return saved;
		const { title, host, ended } = current.state;
		const code = inviteFragment(invite);
		return store.saveRoom({
			room: invite.room,
			code,
			title,
			host,
			hosted: host === me,
			ended,
			lastVisit: clock.now()
		});
	}

	async #areSigned(raws: readonly Uint8Array[]): Promise<boolean> {
		const { verifier } = this.#options;
		for (let at = 0; at < raws.length; at += SLICE_EVENTS) {
			const verdicts = await verifier.verify(raws.slice(at, at + SLICE_EVENTS));
			if (!verdicts.every((verdict) => verdict)) return false;
		}
		return true;
	}
}
