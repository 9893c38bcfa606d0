import { fail, ok, type Result } from '../../base/result.ts';
import type { Scope } from '../../base/scope.ts';
import type {
	Recogniser,
	RecogniserFault,
	RecogniserKind,
	RecogniserReadiness,
	Recognisers
} from '../../ports.ts';
import { KeptSpeechModels } from './model/kept-speech-models.ts';
import { speechMaker, type SpeechAvailability, type SpeechMaker } from './speech-api.ts';
import { WebSpeech } from './web-speech.ts';

const READINESS: Readonly<Record<SpeechAvailability, RecogniserReadiness>> = {
	available: 'ready',
	downloadable: 'to-fetch',
	downloading: 'fetching',
	unavailable: 'language-missing'
};

/**
 * The recognisers that the browser brings, and the speech model that it keeps. On this machine only where it promises
 * that nothing leaves it: a browser that makes no such promise is asked for its maker's service alone, never as a
 * fallback.
 */
export class BrowserRecognisers implements Recognisers {
	readonly models: KeptSpeechModels;
	readonly #scope: Scope;

	constructor(scope: Scope, context: () => AudioContext) {
		this.#scope = scope;
		this.models = new KeptSpeechModels({ scope, context });
	}

	async readiness(kind: RecogniserKind, language: string): Promise<RecogniserReadiness> {
		if (kind === 'model') return this.models.readiness(language);
		const maker = speechMaker();
		if (!maker || (kind === 'device' && !isPromising(maker))) return 'missing';
		// Before browsers could be asked, they understood by their makers' services whatever they were given.
		if (!maker.available) return 'ready';
		try {
			const asked = { langs: [language], processLocally: kind === 'device' };
			return READINESS[await maker.available(asked)] ?? 'missing';
		} catch {
			return 'missing';
		}
	}

	async fetchLanguage(language: string): Promise<Result<void, RecogniserFault>> {
		const maker = speechMaker();
		if (!maker?.install || !isPromising(maker)) return fail('recogniser-missing');
		try {
			const isFetched = await maker.install({ langs: [language], processLocally: true });
			return isFetched ? ok(undefined) : fail('recogniser-network');
		} catch {
			return fail('recogniser-network');
		}
	}

	async open(kind: RecogniserKind, language: string): Promise<Result<Recogniser, RecogniserFault>> {
		if (kind === 'model') return this.models.open(language);
		const readiness = await this.readiness(kind, language);
		const maker = speechMaker();
		if (!maker || readiness === 'missing') return fail('recogniser-missing');
		if (readiness !== 'ready') return fail('recogniser-language');
		const make = () => {
			const speech = new maker();
			if (isPromising(maker)) speech.processLocally = kind === 'device';
			return Object.assign(speech, { lang: language, continuous: true, interimResults: true });
		};
		return ok(new WebSpeech({ scope: this.#scope, make }));
	}
}

/** Whether the browser can promise that nothing leaves this machine. */
function isPromising(maker: SpeechMaker): boolean {
	return 'processLocally' in maker.prototype && maker.available !== undefined;
}
