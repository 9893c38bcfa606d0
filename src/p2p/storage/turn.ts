/** Does a task while no other tab of this profile does one of the same name; where tabs cannot agree, at once. */
export function inTurn<Value>(name: string, task: () => Promise<Value>): Promise<Value> {
	if (!globalThis.navigator?.locks) return task();
	return navigator.locks.request(name, task) as Promise<Value>;
}
