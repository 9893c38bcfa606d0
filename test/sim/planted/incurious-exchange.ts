import { Exchange as RealExchange } from '../../../src/p2p/document/exchange.ts';

/** Never asks for what it lacks. */
export class Exchange extends RealExchange {
	override ask(): void {}
}
