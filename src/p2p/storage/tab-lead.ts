import type { Scope } from '../base/scope.ts';
import type { TabLead } from '../ports.ts';

/**
 * One of a profile's tabs leads, by Web Locks: the browser passes it on when that tab goes away, however it goes. Without Web
 * Locks every tab does.
 */
export function webTabLead(scope: Scope, name: string): TabLead {
	return {
		lead(changed) {
			const hold = () => {
				if (scope.isClosed) return;
				changed(true);
				return new Promise<void>((release) => scope.add(release));
			};
			const ask = (options: LockOptions) => {
				if (!navigator.locks) return changed(true);
				navigator.locks.request(name, options, hold).catch(() => {
					if (scope.isClosed) return;
					// Another tab took it: this one waits in line again.
					changed(false);
					ask({});
				});
			};
			ask({});
			return { take: () => ask({ steal: true }) };
		}
	};
}
