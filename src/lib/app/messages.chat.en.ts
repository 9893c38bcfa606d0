/** The words for the room's chat, in English. */
export const chat = {
	chat: {
		title: 'Chat',
		letters: 'Letters, between two alone',
		empty: 'Nobody has written yet',
		emptyHint: 'What you write here everybody in the room can read.',
		closed: 'The chat is closed',
		closedHint: 'A moderator closed it. What was written before stays.',
		write: 'Write to everybody',
		send: 'Send',
		me: (name: string) => `${name} (you)`,
		edit: 'Edit',
		edited: '(edited)',
		delete: 'Delete',
		deleted: 'Your message is deleted.',
		hide: 'Hide for everybody',
		hidden: 'The message is hidden for everybody.',
		more: 'More',
		blocked: 'Somebody you block wrote something.',
		show: 'Show it',
		open: 'Let people write again',
		close: 'Stop the chat for everybody'
	}
};
