import type { CommunityFault, CommunitySession, CommunityView } from '../../p2p/api.ts';
import { mayDo, type CommunityCommand } from '../../p2p/community/permissions.ts';

/** One community's page as runes: the view, what went wrong last, and its acts. */
export class OpenCommunity {
	readonly session: CommunitySession;
	#view = $state.raw<CommunityView>() as CommunityView;
	#fault = $state<CommunityFault | null>(null);
	/** What was done last, for the status line. */
	#news = $state('');

	constructor(session: CommunitySession) {
		this.session = session;
		this.#view = session.view;
		session.on('changed', () => (this.#view = session.view));
	}

	get view(): CommunityView {
		return this.#view;
	}

	get link(): string {
		return this.session.link;
	}

	/** What went wrong with the last act. */
	get fault(): CommunityFault | null {
		return this.#fault;
	}

	get news(): string {
		return this.#news;
	}

	/** Whether the rules let this person do it now. */
	may(command: CommunityCommand): boolean {
		const { state, me } = this.#view;
		return state !== null && mayDo(state, me, command);
	}

	/** Carries a command out; what is said when it worked, or why it did not, stands in `news` or `fault`. */
	async act(command: CommunityCommand, news = ''): Promise<boolean> {
		const done = await this.session.act(command);
		this.#fault = done.ok ? null : done.code;
		this.#news = done.ok ? news : '';
		return done.ok;
	}

	close(): void {
		this.session.close();
	}
}
