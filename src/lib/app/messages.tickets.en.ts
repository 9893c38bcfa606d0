import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The words for tickets, in English. */
export const tickets = {
	tickets: {
		title: 'Tickets',
		/** Terms, as everybody reads them. */
		free: 'Free',
		left: (count: number) => (count === 0 ? 'None left' : plural(count, { one: '# left', other: '# left' })),
		perPerson: (count: number) =>
			plural(count, { one: 'One for each person', other: 'Up to # for each person' }),
		opens: (when: string) => `Sold from ${when}.`,
		closes: (when: string) => `Sold until ${when}.`,
		transferable: 'You may give it to somebody else, once.',
		notTransferable: 'It is for you alone.',
		directly:
			'You pay the host directly, and the host gets all of it: Hearsay takes nothing and cannot give anything back.',
		toHost: 'Buyers pay you directly, and all of it is yours: Hearsay takes nothing.',
		door: {
			title: 'This room asks for a ticket',
			text: 'A ticket is bound to your key in this browser. With it the door opens by itself, and without it nothing is heard.',
			none: 'There are no tickets to be had at the moment. Keep this page open: they appear here as soon as the host offers some.'
		},
		buy: {
			title: 'Get a ticket',
			way: 'How you pay',
			ways: {
				link: 'Directly to the host, who confirms it',
				ecash: 'With ecash (Cashu)',
				lightning: 'Over Lightning'
			},
			get: 'Get a free ticket',
			want: 'Hold one for me',
			named: 'The host sees your name. Everybody in the room can see which key holds a ticket.',
			stop: 'I do not want it any more',
			putAway: 'I have moved the token: forget it here',
			stopHint: 'If you have paid already, ask the host to give it back.',
			again: 'Try again'
		},
		pay: {
			held: (when: string) => `One is held for you until ${when}.`,
			here: 'Pay here',
			open: 'Open the page to pay',
			note: 'So that the host can see that it came',
			noteHint: 'For example the name on the transfer, or its number.',
			paid: 'I have paid',
			mint: (mint: string) => `Pay with a token of this mint: ${mint}`,
			key: 'Lock the token to this key of the host',
			copyKey: 'Copy the key',
			keyCopied: 'The key is copied.',
			token: 'Locked token',
			tokenHint: 'Only the host can spend it. It begins with “cashu”.',
			send: 'Pay with this token',
			invoice: 'Invoice',
			copyInvoice: 'Copy the invoice',
			invoiceCopied: 'The invoice is copied.',
			invoiceHint:
				'Pay it with any Lightning wallet. The ticket comes by itself, also if this page was closed meanwhile.',
			openWallet: 'Open in a wallet',
			qr: 'The invoice as a QR code',
			sent: 'What you sent'
		},
		steps: {
			'waiting-for-host':
				'Waiting for the host. Your wish is kept on this device and goes out as soon as the host’s page is here, also after a reload.',
			pay: 'It is yours once it is paid.',
			checking: 'The host looks whether it came. Your ticket appears here once they confirm it.',
			issued: 'You have a ticket.',
			'sold-out': 'All tickets are sold, or held for somebody who is paying right now.',
			'too-many': 'You have as many tickets as one person may have.',
			closed: 'These tickets are not sold at the moment.',
			refused: 'The host did not get your payment.',
			busy: 'Too many others are waiting. Try again in a few minutes.',
			'proof-unreadable': 'That is not a token that can be read. Copy it again, whole.',
			underpaid: 'The token was worth less than the price. You got it back as a new token, below.',
			spent: 'This token was spent before, so nothing was paid. Send another one.',
			'not-locked':
				'This token is not locked to the host’s key. Nothing was taken: lock one to the key and send that.',
			'wrong-mint':
				'This token is of another mint than the host’s. Nothing was taken: send one of the host’s mint.',
			'mint-unreachable': 'The mint does not answer. Your token is kept here and tried again by itself.',
			'wallet-unreachable':
				'The host’s wallet does not answer. If you have paid already, the ticket comes once it does; this page asks again by itself.',
			expired: 'It was not paid in time, and the invoice holds no longer.'
		},
		saysHost: (words: string) => `The host says: ${words}`,
		back: 'Came back to you',
		copyBack: 'Copy the token',
		backCopied: 'The token is copied. Whoever has it can spend it.',
		wishFaults: {
			'no-offer': 'There are no tickets to be had at the moment.',
			invalid: 'Write a few words, or paste the token, first.'
		},
		yours: {
			title: 'Your ticket',
			number: (number: number, of: number) => `Number ${number} of ${of}`,
			held: 'It is bound to your key in this browser: the door of this room opens for you by itself.',
			give: 'Give it to',
			giveHint: 'They can come in then, and you cannot any more. This works once.',
			giveButton: 'Give it away',
			given: (name: string) => `${name} has the ticket now.`,
			nobody: 'Nobody else is here to give it to.'
		},
		offer: {
			title: 'Offer tickets',
			text: 'A number that you choose, never more: each is signed by your page alone, and bound to the key of whoever gets it.',
			isFree: 'Free of charge',
			price: 'Price',
			currency: 'Currency',
			supply: 'How many',
			perPerson: 'For each person at most',
			opens: 'Sold from (may stay empty)',
			closes: 'Sold until (may stay empty)',
			transferable: 'May be given to somebody else, once',
			ways: 'Ways to pay',
			byLink: 'By a link or in words, and you confirm each payment',
			to: 'Where or how to pay you',
			toHint: 'A link to your page for payments, or an account: everybody who may buy reads it.',
			byEcash: 'With ecash, locked to a key of this device; your page redeems it by itself',
			onlySat: 'Ecash and Lightning need the currency sat.',
			byLightning:
				'Over Lightning: your own wallet makes the invoices, and your page sees that they are paid',
			wallet: 'Connection to your wallet',
			walletHint:
				'Your wallet shows it as “Nostr Wallet Connect”; it begins with nostr+walletconnect. Allow it to make and look up invoices, and nothing more. It stays on this device.',
			walletIs: 'Your wallet is connected.',
			walletForget: 'Disconnect the wallet',
			ecashHint: 'You trust this mint with the money until you have moved it to a wallet.',
			mint: 'Address of the mint',
			door: 'Only people with a ticket come in',
			doorHint: 'Whoever is here now may stay and return, up to 64 people.',
			submit: 'Offer them',
			change: 'Offer others instead',
			close: 'Sell no more',
			faults: {
				price: 'Give a price, such as 5 or 5.50.',
				way: 'Choose at least one way to pay, and fill it in.',
				time: 'The end has to come after the beginning.',
				'wallet-invalid': 'This is no connection to a wallet. Copy it again from your wallet, whole.',
				'wallet-unreachable':
					'The wallet does not answer. Check that it is running and may make and look up invoices, then try again.'
			}
		},
		sales: {
			sold: (count: number, of: number) => `${count} of ${of} sold`,
			list: 'Who has one',
			none: 'Nobody has one yet.',
			ticket: (number: number) => `Number ${number}`,
			passed: (name: string) => `bought by ${name}`,
			refund: 'Take it back',
			refundHint:
				'Taking a ticket back closes the door to its holder at once. Give the money back by the way it came.',
			refunded: 'The ticket is taken back.',
			waiting: 'Say they have paid',
			nobodyWaits: 'Nobody waits for you to confirm a payment.',
			confirm: 'It came: give the ticket',
			refuse: 'It did not come',
			words: 'A few words for them (optional)',
			confirmed: 'The ticket is theirs.',
			refused: 'They are told.',
			why: {
				spent:
					'Your page was closed, or the mint was silent, while it took their ecash, which is spent since. Confirm if you find it below or in your wallet.',
				'none-left':
					'No number was left for them: the last one went to somebody else meanwhile. Offer more and confirm, or give back what they paid.'
			},
			ecash: 'Ecash that you received',
			ecashHint:
				'It is on this device alone and worth money: take each token into a wallet of yours, then say so here.',
			ecashOf: (amount: string, mint: string) => `${amount} of ${mint}`,
			ecashMoved: 'I have moved it: forget it here',
			wallet: {
				none: 'No wallet is connected to this device, so nobody can pay over Lightning here. Choose “Offer others instead” and connect yours.',
				'wallet-unreachable':
					'Your wallet does not answer. Check that it is running: whoever paid gets the ticket once it does, and nobody new gets an invoice until then.',
				'wallet-lies':
					'Your wallet said something that cannot be: another amount, or a payment without its proof. No ticket is given on such a word. Look into your wallet, or connect another one.'
			},
			away: 'Tickets are given out while this page is open. Who comes meanwhile waits and is told so.'
		},
		orderFaults: {
			'sold-out':
				'No number is left for them. Offer more tickets, or give the money back and say that it did not work.',
			'too-many': 'They have as many tickets as one person may have. Give the money back.',
			closed: 'You sell no tickets at the moment. Offer some, then confirm this again.',
			'no-order': 'This was settled already.'
		}
	}
};
