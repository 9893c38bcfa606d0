/** Whether this device notifies: `default` until the person was asked, `none` where it cannot. */
export type NotificationStanding = NotificationPermission | 'none';

/** What a notification shows. */
export interface Shown {
	readonly title: string;
	readonly body: string;
	/** Two of one name are one. */
	readonly name: string;
	/** The page that a press on it opens, from this site. */
	readonly page: string;
}

/** How it stands with notifications on this device. */
export function notificationStanding(): NotificationStanding {
	return 'Notification' in globalThis ? Notification.permission : 'none';
}

/** Asks the person; to be called on a press of theirs alone. */
export async function askForNotifications(): Promise<NotificationStanding> {
	return 'Notification' in globalThis ? Notification.requestPermission() : 'none';
}

/** Shows a notification if this device lets one: by the service worker, which phones want, else by the page. */
export async function notify({ title, body, name, page }: Shown): Promise<void> {
	if (notificationStanding() !== 'granted') return;
	const options = { body, tag: name, data: { page } };
	try {
		const worker = await navigator.serviceWorker?.getRegistration();
		if (worker) await worker.showNotification(title, options);
		else new Notification(title, options);
	} catch {
		/* The page shows the reminder too. */
	}
}

/** Shows a number on the app's icon, where it is installed; 0 shows none. */
export async function setBadge(count: number): Promise<void> {
	try {
		await (count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.());
	} catch {
		/* Not installed. */
	}
}
