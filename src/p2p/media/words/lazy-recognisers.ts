import { fail } from '../../base/result.ts';
import type { Scope } from '../../base/scope.ts';
import type { Recognisers } from '../../ports.ts';

/**
 * The recognisers of this browser, whose code is loaded when somebody first wants captions of their own voice; that of
 * speech models only then, and the models' program when one is fetched or chosen.
 */
export function lazyRecognisers(scope: Scope, context: () => AudioContext): Recognisers {
	let loading: Promise<Recognisers | null> | null = null;
	const load = () =>
		(loading ??= import('./browser-recognisers.ts')
			.then(({ BrowserRecognisers }) => new BrowserRecognisers(scope, context))
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
		},
		models: {
			async offered(language) {
				return (await load())?.models.offered(language) ?? [];
			},
			async kept() {
				return (await load())?.models.kept() ?? null;
			},
			async fetch(wanted) {
				return (await load())?.models.fetch(wanted) ?? fail('model-network');
			},
			async remove() {
				await (await load())?.models.remove();
			}
		}
	};
}
