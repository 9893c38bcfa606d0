import { bytesOf, idOf, type IdentityId, type RoomId, type SessionId } from '../base/ids.ts';
import { isPrintable } from '../room/bodies.ts';
import { isLanguageTag, MAX_CAPTION } from '../room/caption-limits.ts';
import { asRecord, isBytes, isCount, type Plain } from './canonical.ts';
import { wordFromPlain, wordToPlain, type Signed, type WordForm } from './signed-words.ts';

/** Numbers of lines and wordings stay far under what a number holds exactly. */
const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

/** One wording of one line of captions, in the words of the session whose person said or typed it. */
export interface CaptionFields {
	readonly room: RoomId;
	readonly session: SessionId;
	/** Which of the session's lines; each new line has a higher number. */
	readonly line: number;
	/** Which wording of the line; later ones have higher numbers. */
	readonly wording: number;
	/** When it was signed by the session's clock, milliseconds since the epoch. */
	readonly at: number;
	/** Whose words they are, if somebody typed them for another person. */
	readonly speaker: IdentityId | null;
	/** BCP 47, such as `en` or `fr-CA`. */
	readonly language: string;
	/** No other wording of the line follows. */
	readonly isFinal: boolean;
	/** A person typed it; else a machine understood it. */
	readonly isTyped: boolean;
	/** Up to `MAX_CAPTION` UTF-16 code units that show as what they are; empty takes the line back. */
	readonly text: string;
}

/** A signed wording of a line of captions. */
export type CaptionWord = Signed<CaptionFields>;

/** What neighbours tell each other of captions. */
export interface CaptionMessage {
	readonly kind: 'caption';
	readonly caption: CaptionWord;
}

/** How a wording is written. */
export const CAPTION: WordForm<CaptionFields> = {
	domain: 'hearsay/caption/1',
	signer: ({ session }) => session,
	toPlain: ({ room, session, speaker, line, wording, at, language, isFinal, isTyped, text }) => ({
		room: bytesOf(room),
		session: bytesOf(session),
		speaker: speaker && bytesOf(speaker),
		line,
		wording,
		at,
		language,
		isFinal,
		isTyped,
		text
	}),
	fromPlain(value) {
		const record = asRecord(value, [
			'room',
			'session',
			'speaker',
			'line',
			'wording',
			'at',
			'language',
			'isFinal',
			'isTyped',
			'text'
		]);
		if (!record) return null;
		const { room, session, speaker, line, wording, at, language, isFinal, isTyped, text } = record;
		if (!isBytes(room, 32) || !isBytes(session, 32)) return null;
		if (speaker !== null && !isBytes(speaker, 32)) return null;
		if (!isCount(line, MAX_NUMBER) || !isCount(wording, MAX_NUMBER) || !isCount(at, MAX_NUMBER)) return null;
		if (!isLanguageTag(language) || !isPrintable(text, MAX_CAPTION)) return null;
		if (typeof isFinal !== 'boolean' || typeof isTyped !== 'boolean') return null;
		const ids = { room: idOf<RoomId>(room), session: idOf<SessionId>(session) };
		return {
			...ids,
			speaker: speaker && idOf<IdentityId>(speaker),
			line,
			wording,
			at,
			language,
			isFinal,
			isTyped,
			text
		};
	}
};

/** The wire form of a caption. */
export function captionToPlain(caption: CaptionWord): Plain {
	return wordToPlain(CAPTION, caption);
}

/** Reads a caption strictly; its signature is not checked. Null on anything else. */
export function captionFromPlain(value: Plain): CaptionWord | null {
	return wordFromPlain(CAPTION, value);
}
