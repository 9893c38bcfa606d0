/** Reasons for putting somebody out that a moderator can choose, in English. */
export const reasons = {
	reasons: {
		advertising: 'Advertising',
		insults: 'Insults or harassment',
		noise: 'Disturbing noise',
		offTopic: 'Away from the topic, again and again',
		posing: 'Posing as somebody else'
	},
	/** The reason of bans that a page signs for blocked people: everybody in the room reads it. */
	banReason: 'Blocked by the host'
};
