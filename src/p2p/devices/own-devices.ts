import type { Doc } from 'yjs';
import type {
	DeviceCodeFault,
	DevicesView,
	Linking,
	LinkingFault,
	OwnDevice,
	OwnDevices,
	OwnDevicesEvents
} from '../api.ts';
import { Emitter } from '../base/emitter.ts';
import type { IdentityId, SessionId } from '../base/ids.ts';
import type { Random } from '../base/random.ts';
import { ok, type Result } from '../base/result.ts';
import type { Scope } from '../base/scope.ts';
import { sessionKeyFrom, type SessionKey } from '../identity/session-key.ts';
import type { ShareDocument, Store, StoreFault, TabLead } from '../ports.ts';
import { printable } from '../room/bodies.ts';
import { TEXT_LIMITS } from '../room/events.ts';
import { deviceCode, DEVICE_SECRET_BYTES, parseDeviceCode } from '../wire/device-code.ts';
import { writeMove, type Move } from './gate.ts';
import { SHARED_VALUES, type SharedChoices } from './kept-entries.ts';
import {
	AGREED,
	decodeCircle,
	encodeCircle,
	loadMembership,
	MAX_FORMER,
	MEMBERSHIP,
	newMembership,
	saveMembership,
	SHARED,
	type Circle,
	type Membership
} from './membership.ts';
import { Notebook } from './notebook.ts';
import { Pairing } from './pairing.ts';
import { enrol, enrolled } from './roll.ts';
import { Sharing } from './sharing.ts';

/** Changes that come within this time are brought together at once. */
const SETTLE_MS = 200;

/** What own devices are made of. */
export interface OwnDevicesParts {
	readonly scope: Scope;
	readonly random: Random;
	readonly store: Store;
	/** Where links lead, such as `http://localhost:8787`. */
	readonly origin: string;
	readonly share: ShareDocument;
	readonly tabs: TabLead;
	readonly choices: SharedChoices;
	/** Whose rooms count as hosted on this device. */
	readonly me: IdentityId | null;
}

/** A person's own devices, as this one shares with them. */
export class LiveOwnDevices extends Emitter<OwnDevicesEvents> implements OwnDevices {
	readonly #parts: OwnDevicesParts;
	readonly #notebook: Notebook;
	readonly #waiting: (() => void)[] = [];
	#takeLead: () => void = () => {};
	#key: SessionKey;
	#membership: Membership;
	#sharing: Sharing | null = null;
	#leads = false;
	/** Moves that contradict each other. */
	#torn: readonly Move[] = [];
	#settling = false;
	#view!: DevicesView;

	private constructor(parts: OwnDevicesParts, membership: Membership, key: SessionKey) {
		super();
		this.#parts = parts;
		this.#membership = membership;
		this.#key = key;
		this.#notebook = new Notebook(parts);
		this.#show();
	}

	/** Takes up what this browser shares, if anything. */
	static async open(parts: OwnDevicesParts): Promise<LiveOwnDevices> {
		const membership = (await loadMembership(parts.store)) ?? newMembership(parts.random);
		const key = await sessionKeyFrom(membership.seed);
		const devices = new LiveOwnDevices(parts, membership, key);
		await devices.#notebook.open();
		devices.#begin();
		return devices;
	}

	#begin(): void {
		const { scope, store, tabs } = this.#parts;
		this.#notebook.onOthers(() => this.#settleSoon());
		for (const name of SHARED_VALUES) scope.add(store.watchValuesUnder(name, () => this.#settleSoon()));
		scope.add(store.watchRooms(() => this.#settleSoon()));
		scope.add(store.watchValuesUnder(MEMBERSHIP, () => void this.#readAgain()));
		scope.add(() => this.#sharing?.close());
		this.#takeLead = tabs.lead((leads) => {
			this.#leads = leads;
			void this.#restart().then(() => {
				if (leads) for (const resolve of this.#waiting.splice(0)) resolve();
			});
		}).take;
		this.#show();
	}

	get view(): DevicesView {
		return this.#view;
	}

	offerLink(): Linking & { readonly link: string } {
		const { random, origin } = this.#parts;
		const secret = random.bytes(DEVICE_SECRET_BYTES);
		void this.#lead();
		const circle = this.#membership.circle ?? { secret: random.bytes(DEVICE_SECRET_BYTES), epoch: 0 };
		const pairing = this.#pair(secret, {
			role: 'offers',
			give: () => {
				// Two offers of one device lead into one circle.
				void this.#enter(this.#membership.circle ?? circle);
				return encodeCircle(this.#membership.circle ?? circle);
			}
		});
		return Object.assign(pairing, { link: `${origin}/devices/#${deviceCode(secret)}` });
	}

	answerLink(link: string): Result<Linking, DeviceCodeFault> {
		const secret = parseDeviceCode(link.slice(link.indexOf('#') + 1));
		if (!secret.ok) return secret;
		void this.#lead();
		return ok(
			this.#pair(secret.value, {
				role: 'answers',
				take: async (given): Promise<LinkingFault | null> => {
					if (this.#membership.circle && !this.#membership.isCutOff) return 'linking-taken';
					const circle = decodeCircle(given);
					if (!circle.ok) return 'linking-crowded';
					const entered = await this.#enter(circle.value);
					return entered.ok ? null : entered.code;
				}
			})
		);
	}

	async rename(name: string): Promise<Result<void, StoreFault>> {
		await this.#lead();
		const saved = await this.#remember({ name: printable(name, TEXT_LIMITS.name) });
		this.#enrolMyself();
		return saved;
	}

	async cutOff(device: SessionId): Promise<Result<void, StoreFault>> {
		await this.#lead();
		const { circle } = this.#membership;
		if (!circle || !this.#sharing) return ok(undefined);
		const { random } = this.#parts;
		const next = { secret: random.bytes(DEVICE_SECRET_BYTES), epoch: circle.epoch + 1 };
		const stays = this.#others().filter(({ id, isCutOff }) => id !== device && !isCutOff);
		writeMove(this.#sharing.gate, {
			key: this.#key,
			random,
			circle,
			next,
			stays: stays.map(({ id }) => id)
		});
		return this.#goOn(next, [device]);
	}

	async goOnWith(device: SessionId): Promise<Result<void, StoreFault>> {
		await this.#lead();
		const move = this.#torn.find(({ by }) => by === device);
		if (!move?.next) return ok(undefined);
		const others = this.#torn.filter(({ by }) => by !== device).map(({ by }) => by);
		this.#torn = [];
		return this.#goOn(move.next, others);
	}

	async stop(): Promise<Result<void, StoreFault>> {
		await this.#lead();
		const { store, random } = this.#parts;
		this.#sharing?.close();
		this.#sharing = null;
		this.#torn = [];
		this.#membership = { ...newMembership(random), name: this.#membership.name };
		this.#key = await sessionKeyFrom(this.#membership.seed);
		for (const name of [MEMBERSHIP, SHARED, AGREED]) {
			const saved = await store.saveValue(name, null);
			if (!saved.ok) return saved;
		}
		this.#notebook.forget();
		this.#show();
		return ok(undefined);
	}

	#pair(secret: Uint8Array, part: ConstructorParameters<typeof Pairing>[1]): Pairing {
		const { scope, random, share } = this.#parts;
		return new Pairing({ scope, random, share, secret, key: this.#key, name: this.#membership.name }, part);
	}

	/** What has to be done by one tab is done by the one in which somebody does it. */
	async #lead(): Promise<void> {
		if (this.#leads) return;
		const leading = new Promise<void>((resolve) => this.#waiting.push(resolve));
		this.#takeLead();
		await leading;
	}

	/** What another tab shares is shown here too. */
	async #readAgain(): Promise<void> {
		if (this.#leads) return;
		await this.#notebook.open();
		await this.#recall();
		this.#show();
		this.emit('took', undefined);
	}

	async #recall(): Promise<void> {
		const known = await loadMembership(this.#parts.store);
		if (!known) return;
		this.#membership = known;
		this.#key = await sessionKeyFrom(known.seed);
	}

	/** Shares from now on with whoever is in this circle. */
	async #enter(circle: Circle): Promise<Result<void, StoreFault>> {
		if (this.#membership.circle === circle) return ok(undefined);
		const saved = await this.#remember({ circle, former: [], isCutOff: false });
		this.#enrolMyself();
		await this.#restart();
		return saved;
	}

	/** Goes on in the next circle and keeps the gate of this one open for those who come late. */
	async #goOn(next: Circle, without: readonly SessionId[]): Promise<Result<void, StoreFault>> {
		const { circle, former } = this.#membership;
		const left = circle && this.#sharing ? [{ ...circle, gate: this.#sharing.gateUpdate() }] : [];
		const saved = await this.#remember({ circle: next, former: [...former, ...left].slice(-MAX_FORMER) });
		await this.#restart();
		// Only now: whoever was cut off does not read it any more.
		this.#notebook.write((doc) => {
			for (const one of enrolled(doc)) if (without.includes(one.id)) enrol(doc, { ...one, isCutOff: true });
		});
		this.#settleSoon();
		return saved;
	}

	/** Opens the lines of the circle if this tab is the one to do it, and closes those it had. */
	async #restart(): Promise<void> {
		this.#sharing?.close();
		this.#sharing = null;
		await this.#recall();
		const { circle, former, isCutOff } = this.#membership;
		if (this.#leads && circle && !isCutOff && this.#torn.length === 0 && !this.#sharing) {
			this.#enrolMyself();
			const { scope, share } = this.#parts;
			this.#sharing = new Sharing({
				scope,
				share,
				key: this.#key,
				circle,
				former,
				doc: this.#notebook.doc,
				changed: () => this.#show(),
				moved: (moves) => void this.#follow(moves)
			});
			this.#settleSoon();
		}
		this.#show();
	}

	async #follow(moves: readonly Move[]): Promise<void> {
		const onward = moves.filter(({ next }) => next !== null);
		const [only] = onward;
		if (!only) {
			await this.#remember({ isCutOff: true });
			await this.#restart();
		} else if (moves.length === 1 && only.next) {
			await this.#goOn(only.next, []);
		} else {
			this.#torn = onward;
			await this.#restart();
		}
	}

	async #remember(changed: Partial<Membership>): Promise<Result<void, StoreFault>> {
		this.#membership = { ...this.#membership, ...changed };
		const saved = await saveMembership(this.#parts.store, this.#membership);
		this.#show();
		return saved;
	}

	#enrolMyself(): void {
		const { name, circle } = this.#membership;
		if (!circle) return;
		this.#notebook.write((doc: Doc) => enrol(doc, { id: this.#key.id, name, isCutOff: false }));
		this.#settleSoon();
	}

	#others() {
		return enrolled(this.#notebook.doc).filter(({ id }) => id !== this.#key.id);
	}

	#settleSoon(): void {
		if (this.#settling || !this.#membership.circle) return;
		this.#settling = true;
		this.#parts.scope.after(SETTLE_MS, () => {
			this.#settling = false;
			if (!this.#leads || !this.#membership.circle || this.#membership.isCutOff) return;
			void this.#notebook.settle().then((hasTaken) => {
				this.#show();
				if (hasTaken) this.emit('took', undefined);
			});
		});
	}

	#show(): void {
		const { circle, isCutOff, name } = this.#membership;
		const here = this.#sharing?.here ?? new Set();
		const others: OwnDevice[] = this.#others()
			.map((one) => ({ ...one, isMe: false, isHere: here.has(one.id) }))
			.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
		const me: OwnDevice = { id: this.#key.id, name, isMe: true, isHere: true, isCutOff };
		const choosing = this.#torn.map(({ by }) => by);
		this.#view = {
			standing: standingOf({ isCutOff, isTorn: choosing.length > 0, circle, leads: this.#leads }),
			devices: circle ? [me, ...others] : [],
			choices: others.filter(({ id }) => choosing.includes(id))
		};
		this.emit('changed', undefined);
	}
}

function standingOf(of: {
	readonly isCutOff: boolean;
	readonly isTorn: boolean;
	readonly circle: Circle | null;
	readonly leads: boolean;
}): DevicesView['standing'] {
	if (of.isCutOff) return 'cut-off';
	if (of.isTorn) return 'torn';
	if (!of.circle) return 'alone';
	return of.leads ? 'sharing' : 'other-tab';
}
