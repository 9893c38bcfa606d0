import { fail } from '../../base/result.ts';
import type { Scope } from '../../base/scope.ts';
import type { Recognisers } from '../../ports.ts';

/** The browser's recognisers, whose code is loaded when somebody first wants captions of their own voice. */
export function lazyRecognisers(scope: Scope): Recognisers {
	let loading: Promise<Recognisers | null> | null = null;
	const load = () =>
		(loading ??= import('./browser-recognisers.ts')
			.then(({ BrowserRecognisers }) => new BrowserRecognisers(scope))
			.catch(() => (loading = null)));
	return {
		async readiness(kind, language) {
			return (await load())?.readiness(kind, language) ?? 'missing';
		},
		async fetchLanguage(language) {
			return (await load())?.fetchLanguage(language) ?? fail('recogniser-failed');
		},
		async open(kind, language) {
			return (await load())?.open(kind, language) ?? fail('recogniser-failed');
		}
	};
}
