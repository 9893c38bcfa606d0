/** What the system hands to an installed app that opens files. Source: Launch Handler API, W3C draft. */
interface LaunchQueue {
	setConsumer(take: (launched: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Calls `take` with the file with which the system opened the installed app; never where apps cannot open files. */
export function onOpenedFile(take: (file: File) => void): void {
	const { launchQueue } = window as unknown as { readonly launchQueue?: LaunchQueue };
	launchQueue?.setConsumer(({ files }) => void files[0]?.getFile().then(take));
}
