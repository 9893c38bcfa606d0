import type { EventId } from '../base/ids.ts';
import type { RoomDocument } from '../document/room-document.ts';
import { isCertificateValid } from '../identity/certificate.ts';
import { authorityOf } from '../room/selectors.ts';
import type { RoomState } from '../room/state.ts';
import { EPOCH, type EpochWord } from '../wire/epoch.ts';
import { isWordAuthentic, wordName } from '../wire/signed-words.ts';
import { reasonsIn, reasonsUpTo } from './epoch-reasons.ts';

/** Verified words remembered, so that the same one from many neighbours costs one check. */
const MAX_VERIFIED = 64;

/** The room as a page knows it. */
export interface KnownRoom {
	readonly document: RoomDocument;
	readonly state: RoomState;
}

/** What an epoch is worth by what a page knows now. */
export interface EpochJudgement {
	/** It may be adopted: a moderator of now made it, and all that it names is here with its past. */
	readonly isFit: boolean;
	/** Besides, its maker knew all that is known here about whom to keep it from. */
	readonly isUpToDate: boolean;
	/** How much its maker's word weighs, as `authorityOf`. */
	readonly authority: number;
}

/** Judges epochs, and remembers what costs: signatures, and what lies in the past of events. */
export class EpochJudge {
	readonly #verified = new Set<string>();
	readonly #pasts = new WeakMap<EpochWord, { document: RoomDocument; reasons: ReadonlySet<EventId> }>();
	readonly #known = new WeakMap<EpochWord, { room: KnownRoom; judgement: EpochJudgement }>();

	/** Whether the session that an epoch names made it, and is whose the certificate says. */
	isAuthentic(word: EpochWord): boolean {
		const name = wordName(EPOCH, word);
		if (this.#verified.has(name)) return true;
		if (!isCertificateValid(word.certificate, word.issuer) || !isWordAuthentic(EPOCH, word)) return false;
		this.#verified.add(name);
		if (this.#verified.size > MAX_VERIFIED) this.#verified.delete(this.#verified.values().next().value!);
		return true;
	}

	judge(word: EpochWord, room: KnownRoom): EpochJudgement {
		const known = this.#known.get(word);
		if (known?.room.state === room.state && known.room.document === room.document) return known.judgement;
		const authority = authorityOf(room.state, word.certificate.identity);
		const reasons = this.#reasons(word, room.document);
		const isFit = authority > 0 && reasons !== null;
		const isUpToDate = isFit && reasonsIn(room.document, room.state).every((id) => reasons.has(id));
		const judgement: EpochJudgement = { isFit, isUpToDate, authority };
		this.#known.set(word, { room: { ...room }, judgement });
		return judgement;
	}

	/**
	 * Whether one epoch holds rather than another: the one that is up to date, then the higher number, then the
	 * word that weighs more, then the lower keys. Pages that know the same choose the same.
	 */
	isBetter(word: EpochWord, than: EpochWord, room: KnownRoom): boolean {
		const [a, b] = [this.judge(word, room), this.judge(than, room)];
		if (a.isUpToDate !== b.isUpToDate) return a.isUpToDate;
		if (a.isFit !== b.isFit) return a.isFit;
		if (word.number !== than.number) return word.number > than.number;
		if (a.authority !== b.authority) return a.authority > b.authority;
		return orderOf(word) < orderOf(than);
	}

	#reasons(word: EpochWord, document: RoomDocument): ReadonlySet<EventId> | null {
		const past = this.#pasts.get(word);
		if (past?.document === document) return past.reasons;
		const reasons = reasonsUpTo(document, word.because);
		// What is whole stays as it is; what is not is looked at again when more has come.
		if (reasons) this.#pasts.set(word, { document, reasons });
		return reasons;
	}
}

/** Names for the last choice among equals. */
function orderOf(word: EpochWord): string {
	return `${word.certificate.identity} ${word.issuer} ${wordName(EPOCH, word)}`;
}
