import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { SessionId } from '../base/ids.ts';
import { Scope } from '../base/scope.ts';
import type { SessionKey } from '../identity/session-key.ts';
import type { ShareDocument, SharedLine } from '../ports.ts';
import { readMoves, type Move } from './gate.ts';
import { lineOf } from './lines.ts';
import type { Circle, FormerCircle } from './membership.ts';
import { enrolled } from './roll.ts';

/** How long a device waits at its gate for others to say whether they went on, before it shares what it has. */
const GATE_PATIENCE_MS = 3_000;

/** What is shared, with whom. */
export interface SharingOptions {
	readonly scope: Scope;
	readonly share: ShareDocument;
	readonly key: SessionKey;
	readonly circle: Circle;
	readonly former: readonly FormerCircle[];
	/** What all devices of the circle share. */
	readonly doc: Doc;
	/** Who is here changed. */
	readonly changed: () => void;
	/** The gate says that others went on: one move, or several that contradict each other. Nothing is shared any more. */
	readonly moved: (moves: readonly Move[]) => void;
}

/**
 * One circle's lines while this tab shares: its gate first, then the document; and the gates of circles that were left, for
 * devices that were away meanwhile.
 */
export class Sharing {
	/** The gate of the circle that is in use. */
	readonly gate = new Doc();
	readonly #options: SharingOptions;
	readonly #scope: Scope;
	#line: SharedLine | null = null;
	#hasMoved = false;

	constructor(options: SharingOptions) {
		this.#options = options;
		this.#scope = options.scope.child();
		for (const former of options.former) {
			const doc = new Doc();
			applyUpdate(doc, former.gate);
			this.#open(doc, former, 'gate');
		}
		this.gate.on(
			'update',
			(_update: Uint8Array, _origin: unknown, _doc: Doc, { local }: { local: boolean }) => {
				if (!local) this.#look();
			}
		);
		const gate = this.#open(this.gate, options.circle, 'gate');
		const goIn = () => {
			if (!this.#line && !this.#hasMoved && !this.#scope.isClosed)
				this.#line = this.#open(options.doc, options.circle, 'kept');
		};
		void gate.synced.then(goIn);
		this.#scope.after(GATE_PATIENCE_MS, goIn);
	}

	/** The devices to which a link stands now. */
	get here(): ReadonlySet<string> {
		return this.#line?.here() ?? new Set();
	}

	close(): void {
		this.#scope.close();
	}

	/** The gate as former circles keep it. */
	gateUpdate(): Uint8Array {
		return encodeStateAsUpdate(this.gate);
	}

	#look(): void {
		if (this.#hasMoved) return;
		const { key, circle, doc } = this.#options;
		const devices: SessionId[] = enrolled(doc)
			.filter(({ isCutOff }) => !isCutOff)
			.map(({ id }) => id);
		const moves = readMoves(this.gate, { key, circle, devices });
		if (moves.length === 0) return;
		this.#hasMoved = true;
		this.#line?.close();
		this.#options.moved(moves);
	}

	#open(doc: Doc, { secret }: Circle, kind: 'gate' | 'kept'): SharedLine {
		const { share, key, changed } = this.#options;
		const line = share({ doc, ...lineOf(secret, kind), me: key.id, changed });
		this.#scope.add(() => line.close());
		return line;
	}
}
