/* A thread of its own for a speech model: it computes for seconds, and may be stopped at any time. */
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { modelOf } from './catalogue.ts';
import { capMemory } from './memory-cap.ts';
import { keepProgram, readFile } from './shelf.ts';
import { modelFaultOf, openTranscriber, type Transcribe } from './transcriber.ts';
import type { TranscriberNews, TranscriberOrder } from './transcriber-thread.ts';

capMemory();

let transcribe: Transcribe | null = null;

addEventListener('message', ({ data }: MessageEvent<TranscriberOrder>) => void obey(data));

async function obey(order: TranscriberOrder): Promise<void> {
	tell(await answer(order));
}

async function answer(order: TranscriberOrder): Promise<TranscriberNews> {
	try {
		if (order.do === 'open') {
			const read = (path: string) => readFile(order.folder, path);
			const opened = await openTranscriber({ model: modelOf(order.model)!, wasm, read });
			if (!opened.ok) return { told: 'failed', fault: opened.code };
			transcribe = opened.value;
			await keepProgram([location.href, wasm]);
			return { told: 'done', text: '' };
		}
		return { told: 'done', text: await transcribe!(order.samples, order.language) };
	} catch (error) {
		return { told: 'failed', fault: modelFaultOf(error) };
	}
}

function tell(news: TranscriberNews): void {
	postMessage(news);
}
