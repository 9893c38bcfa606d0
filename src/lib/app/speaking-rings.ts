import type { IdentityId } from '../../p2p/base/ids.ts';

/** Fifteen times a second: the eye hardly sees a difference to every frame, the processor does. */
const STEP_MS = 66;

/**
 * Writes measured levels into the CSS variable `--level` of the tiles on screen. Tiles out of sight
 * cost nothing, and the loop rests while there is none.
 */
export class SpeakingRings {
	readonly #levelOf: (identity: IdentityId) => number;
	readonly #visible = new Map<Element, { identity: IdentityId; shown: number }>();
	readonly #identities = new WeakMap<Element, IdentityId>();
	readonly #observer: IntersectionObserver;
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(levelOf: (identity: IdentityId) => number) {
		this.#levelOf = levelOf;
		this.#observer = new IntersectionObserver((entries) => this.#sight(entries));
	}

	/** Follows one tile until the returned function is called. */
	follow(tile: HTMLElement, identity: IdentityId): () => void {
		this.#identities.set(tile, identity);
		this.#observer.observe(tile);
		return () => {
			this.#observer.unobserve(tile);
			this.#visible.delete(tile);
		};
	}

	close(): void {
		this.#observer.disconnect();
		this.#visible.clear();
		clearInterval(this.#timer);
	}

	#sight(entries: readonly IntersectionObserverEntry[]): void {
		for (const { target, isIntersecting } of entries) {
			const identity = this.#identities.get(target);
			if (isIntersecting && identity) this.#visible.set(target, { identity, shown: 0 });
			else this.#visible.delete(target);
		}
		const isNeeded = this.#visible.size > 0;
		if (isNeeded) this.#timer ??= setInterval(() => this.#draw(), STEP_MS);
		else {
			clearInterval(this.#timer);
			this.#timer = undefined;
		}
	}

	#draw(): void {
		for (const [tile, entry] of this.#visible) {
			const level = this.#levelOf(entry.identity);
			/* Rises at once and falls softly, as a voice does; unseen steps are not written. */
			const next = level > entry.shown ? level : entry.shown * 0.6 + level * 0.4;
			if (Math.abs(next - entry.shown) < 0.01) continue;
			entry.shown = next;
			(tile as HTMLElement).style.setProperty('--level', next.toFixed(3));
		}
	}
}
