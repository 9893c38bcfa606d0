/** One clause of a rule, put wrong. */
export interface Mutant {
	readonly rule: string;
	/** What the room does with it. */
	readonly what: string;
	/** In `src/p2p/room/`; of rules of communities (CO) in `src/p2p/community/`. */
	readonly file: string;
	/** Source text that occurs exactly once, and what stands there instead. */
	readonly find: string;
	readonly replace: string;
}

const mutant = (rule: string, what: string, file: string, find: string, replace: string): Mutant => ({
	rule,
	what,
	file,
	find,
	replace
});

/** At least one mutant of each rule, and of each clause that somebody could gain by. */
export const MUTANTS: readonly Mutant[] = [
	mutant('R1', 'takes events of other rooms', 'causality.ts', 'if (event.room !== room) return false;', ''),
	mutant('R1', 'takes gaps in a feed', 'causality.ts', 'prev.seq + 1 === event.seq', 'true'),
	mutant(
		'R1',
		'takes a dep on the own feed',
		'causality.ts',
		'if (event.deps.some((dep) => parent(dep).session === event.session)) return false;',
		''
	),
	mutant(
		'R2',
		'lets co-hosts appoint',
		'authority.ts',
		'if (isHostsAlone) return isActingRoleAct(history, ranks.appointed, ranks.acting, at);',
		''
	),
	mutant(
		'R2',
		'lets anybody appoint',
		'standing.ts',
		'if (!isByHost && !(isRoleAct && isActingHostAct(at))) continue;',
		''
	),
	mutant(
		'R2',
		'lets acts target the host',
		'authority.ts',
		'if (target === history.reigns.hostAt(at)) return false;',
		''
	),
	mutant('R3', 'has no fence of dismissals', 'standing.ts', '&& !isFenced(who, at) &&', '&&'),
	mutant(
		'R3',
		'has no fence of dismissals for own acts',
		'access.ts',
		'standing.isFenced(author, at) || isShutOut(author, at)',
		'isShutOut(author, at)'
	),
	mutant(
		'R3',
		'has no fence of bans',
		'access.ts',
		'if (causality.isConcurrent(act, at)) return true;',
		'if (causality.isConcurrent(act, at)) return false;'
	),
	mutant('R3', 'has no fence of resignations', 'standing.ts', ' && !hasResignedElsewhere(who, at)', ''),
	mutant(
		'R3',
		'lets a resignation beside a dismissal count',
		'standing.ts',
		'return turns.filter((act) => !unsealed.has(act));',
		'return turns;'
	),
	mutant(
		'R4',
		'lets co-hosts act on co-hosts',
		'authority.ts',
		'return !isSelf && ACTS_FOR_HOST.has(event.type) && acting.actsForHost(at, target);',
		'return !isSelf;'
	),
	mutant(
		'R4',
		'lets a ban beside an appointment of its target count',
		'authority.ts',
		'return !standing.appointments(target).some((act) => history.causality.isConcurrent(act, at));',
		'return true;'
	),
	mutant(
		'R5',
		'lets an unban beside a ban win',
		'access.ts',
		"if (!isBan && event.type !== 'person.removed') continue;",
		"if (!isBan && event.type !== 'person.removed') return { access: 'in', reason: '' };"
	),
	mutant(
		'R5',
		'lets an appointment beside a dismissal win',
		'standing.ts',
		'return latest.length > 0 && latest.every(career(who).isAppointment);',
		'return latest.some(career(who).isAppointment);'
	),
	mutant(
		'R5',
		'lets a removal beside a ban win',
		'access.ts',
		"if (!isBan && access === 'banned') continue;",
		''
	),
	mutant(
		'R5',
		'opens the widest of several doors',
		'board.ts',
		'DOORS.indexOf(event.body.door) > DOORS.indexOf(door)',
		'DOORS.indexOf(event.body.door) < DOORS.indexOf(door)'
	),
	mutant(
		'R5',
		'lets whatever is answered somewhere else stand',
		'place.ts',
		'return promoted.length > 0 && !hasUnanswered(causality, place.demotions, promoted, at);',
		'return promoted.length > 0;'
	),
	mutant(
		'R6',
		'sees no forks',
		'feeds.ts',
		'return at > 0 && seq >= (forks.get(session)?.seq ?? Infinity);',
		'return false;'
	),
	mutant('R6', 'seals nothing', 'seals.ts', 'if (hostActs.some(isWitness)) sealed.add(at);', ''),
	mutant(
		'R6',
		'seals whatever the host saw, both branches too',
		'seals.ts',
		'isBefore(at, act) && against.every((later) => isBefore(act, later))',
		'isBefore(at, act)'
	),
	mutant(
		'R6',
		'voids the fork itself and not what follows',
		'feeds.ts',
		'seq >= (forks.get(session)?.seq ?? Infinity)',
		'seq === (forks.get(session)?.seq ?? Infinity)'
	),
	mutant(
		'R6',
		'seals the forks of the host',
		'seals.ts',
		'if (reigns.hostAt(at) === authors[at]) continue;',
		''
	),
	mutant(
		'R7',
		'does not let an appointment unban',
		'access.ts',
		"event.type !== 'person.unbanned' && event.type !== 'role.granted'",
		"event.type !== 'person.unbanned'"
	),
	mutant('R8', 'admits everybody', 'access.ts', ' || !admissions.isAdmitted(at)', ''),
	mutant(
		'R8',
		'admits all sessions of a person',
		'admission.ts',
		'const admissions = bySession.get(events[at]!.session) ?? [];',
		'const admissions = byPerson.get(author) ?? [];'
	),
	mutant(
		'R8',
		'admits whoever uses an admitted session',
		'admission.ts',
		'bodyAt(act).target === author && isBefore(act, at)',
		'isBefore(act, at)'
	),
	mutant(
		'R8',
		'admits what was signed before',
		'admission.ts',
		'bodyAt(act).target === author && isBefore(act, at)',
		'bodyAt(act).target === author'
	),
	mutant(
		'R8',
		'lets an invite serve everybody',
		'admission.ts',
		'if (!isLate) timely.push(at);',
		'timely.push(at);'
	),
	mutant(
		'R8',
		'lets two people use an invite at once',
		'admission.ts',
		'isConcurrent(rival, at) && targetAt(rival) !== targetAt(at)',
		'false'
	),
	mutant(
		'R8',
		'lets a revoked invite in',
		'admission.ts',
		'if ((revocations.get(key) ?? []).every((act) => isBefore(at, act))) add(byInvite, key, at);',
		'add(byInvite, key, at);'
	),
	mutant(
		'R8',
		'takes invites of anybody',
		'admission.ts',
		'if (reigns.hostAt(at) !== maker && !standing.isAppointed(maker, at)) continue;',
		''
	),
	mutant(
		'R9',
		'makes speakers of the invited without an answer that was open',
		'place.ts',
		'if (!isInviteOpen(causality, place, invite, at)) return;',
		''
	),
	mutant(
		'R9',
		'invites who is out',
		'place.ts',
		"event.type === 'stage.invited' && access.accessAt(who, at).access === 'in'",
		"event.type === 'stage.invited'"
	),
	mutant(
		'R9',
		'takes answers to invitations of others',
		'place.ts',
		'if (invite === undefined || !place.invites.includes(invite) || !causality.isBefore(invite, at)) return;',
		'if (invite === undefined) return;'
	),
	mutant(
		'R9',
		'mutes the whole stage for nobody',
		'stage.ts',
		"if (role !== 'cohost') return role === 'speaker';",
		"if (role !== 'cohost') return false;"
	),
	mutant(
		'R10',
		'lets those on the stage raise hands',
		'hands.ts',
		"if (grounds.stage.roleAt(who, at) !== 'listener') continue;",
		''
	),
	mutant(
		'R10',
		'keeps hands up beside their lowering',
		'hands.ts',
		'lowered.every((act) => causality.isBefore(act, at))',
		'lowered.every((act) => !causality.isBefore(at, act))'
	),
	mutant('R10', 'lowers not all hands', 'hands.ts', '		...loweredAll,\n', ''),
	mutant(
		'R11',
		'lets titles of co-hosts win',
		'board.ts',
		'return isHostA ? a : b;',
		'return isHostA ? b : a;'
	),
	mutant(
		'R11',
		'keeps pins that were taken down',
		'board.ts',
		"if (type === 'pin.removed') pins = pins.filter((pin) => pin.id !== body.pin);",
		''
	),
	mutant(
		'R11',
		'forgets the order of pins',
		'board.ts',
		"if (type === 'pins.ordered') pins = inOrder(pins, body.order);",
		''
	),
	mutant(
		'R15',
		'brings backings back with a rank',
		'acting.ts',
		'if (acts.some((act) => hasRisenSince(by, act, at) || hasRisenSince(target, act, at))) continue;',
		''
	),
	mutant(
		'R15',
		'brings a place in the succession back with a rank',
		'board.ts',
		'standing.rises(who).every((act) => causality.isBefore(act, at))',
		'true'
	),
	mutant(
		'R15',
		'counts an appointment of a co-host as a new one',
		'standing.ts',
		'career(who).appointments.filter((at) => !isAppointed(who, at))',
		'career(who).appointments'
	),
	mutant(
		'R15',
		'gives a host who named themselves a place after a handover',
		'board.ts',
		'reigns.hostAt(at) !== who &&',
		''
	),
	mutant('R12', 'goes on after the end', 'history.ts', "if (event.type === 'room.ended') ends.push(at);", ''),
	mutant(
		'R13',
		'hands the room to whoever answers',
		'reigns.ts',
		'isBefore(at, own) && feeds.authors[own] === target',
		'isBefore(at, own)'
	),
	mutant(
		'R13',
		'takes offers of everybody',
		'reigns.ts',
		'if (feeds.authors[at] !== reign.host || feeds.isOverQuota(at)) continue;',
		'if (feeds.isOverQuota(at)) continue;'
	),
	mutant(
		'R13',
		'lets the old host go on as host',
		'reigns.ts',
		'return chain[i + 1]!.since.some(isSeenBy);',
		'return true;'
	),
	mutant(
		'R13',
		'lets an offer be taken that was withdrawn',
		'reigns.ts',
		'return !isSeen(act, own);',
		'return true;'
	),
	mutant(
		'R13',
		'lets whom the host put out take the room "from before"',
		'reigns.ts',
		'return feeds.isForked(act) || isAcknowledged(own, act);',
		'return true;'
	),
	mutant(
		'R13',
		'lets the old host take the room back "from before"',
		'reigns.ts',
		'return feeds.isForked(act) || isAcknowledged(own, act);',
		'return feeds.isForked(act);'
	),
	mutant(
		'R13',
		'lets the old host fork the handover away',
		'reigns.ts',
		'isBefore(at, end) && (!feeds.isForked(at) || !feeds.hasSeenRival(at, end))',
		'isBefore(at, end) && !feeds.isForked(at)'
	),
	mutant(
		'R13',
		'makes a host by one of two offers at once',
		'reigns.ts',
		'return next && accepted.length === 1 ?',
		'return next ?'
	),
	mutant(
		'R13',
		'leaves the old host nothing',
		'standing.ts',
		'const founding = who === authors[0] ? [0] : [];',
		'const founding: number[] = [];'
	),
	mutant('R14', 'has no quotas', 'feeds.ts', 'return isOverQuota(count, type);', 'return false;'),
	mutant(
		'R14',
		'counts one too few',
		'quotas.ts',
		'return count[INDEX.get(type)!]! > QUOTAS[type];',
		'return count[INDEX.get(type)!]! >= QUOTAS[type];'
	),
	mutant(
		'R15',
		'lets half of the co-hosts do',
		'acting.ts',
		'backers.length * 2 <= size',
		'backers.length * 2 < size'
	),
	mutant(
		'R15',
		'goes on when the host is back',
		'acting.ts',
		'return presences.some(isReturn) ? null : candidate;',
		'return candidate;'
	),
	mutant(
		'R15',
		'lets an acting host dismiss co-hosts of the host',
		'acting.ts',
		"if (event.type === 'role.revoked' && standing.isAppointed(target, at)) return false;",
		''
	),
	mutant(
		'R15',
		'lets an acting host act beside the host',
		'acting.ts',
		'return !decisions.some((act) => targetOf(events[act]!) === target && isConcurrent(act, at));',
		'return true;'
	),
	mutant(
		'R15',
		'lets every co-host act for the host',
		'acting.ts',
		'if (acting !== author) return false;',
		''
	),
	mutant('R15', 'lets an acting host ban co-hosts', 'authority.ts', 'ACTS_FOR_HOST.has(event.type) && ', ''),
	mutant(
		'R15',
		'counts who was appointed by an acting host',
		'judgement.ts',
		'const acting = judgeActing(history, appointed);\n	const standing = judgeStanding(history, (at) => isActingRoleAct(history, appointed, acting, at));',
		'const first = judgeActing(history, appointed);\n	const standing = judgeStanding(history, (at) => isActingRoleAct(history, appointed, first, at));\n	const acting = judgeActing(history, standing);'
	),
	mutant('R17', 'lets anybody put words into a mouth', 'chat.ts', ' || authors[message] !== authors[at]', ''),
	mutant(
		'R17',
		'lets anybody hide anything',
		'chat.ts',
		"event.type === 'chat.removed' && event.body.target === authors[at]",
		"event.type === 'chat.removed'"
	),
	mutant(
		'R17',
		'hides a message under another name',
		'chat.ts',
		'removed.has(event.id + by)',
		'[...removed.values()].some(({ message }) => message === event.id)'
	),
	mutant(
		'R17',
		'lets a closed chat go on for who says they did not see it',
		'chat.ts',
		'causality.isBefore(at, closing) ||',
		'!causality.isBefore(closing, at) ||'
	),
	mutant('R17', 'hears whom nobody let in', 'chat.ts', ' || !access.isAccepted(at)', ''),
	mutant(
		'R18',
		'lets anybody limit turns',
		'board.ts',
		"standingAct(history, acts, 'turns.limited')",
		"standingAct(history, history.causality.events.map((_, at) => at), 'turns.limited')"
	),
	mutant(
		'R16',
		'lets recordings go on when they are stopped',
		'recordings.ts',
		'if (!isEnded) begun.set',
		'begun.set'
	),
	mutant(
		'R16',
		'ends a recording by an end that had not seen it',
		'recordings.ts',
		'isSame(end, start) && isOver(end)',
		'isSame(end, start)'
	),
	mutant(
		'R16',
		'ends the recording of anybody',
		'recordings.ts',
		'isSame(end, start) && isOver(end)',
		'isOver(end)'
	),
	mutant(
		'R16',
		'lets a recording come back with the rank',
		'recordings.ts',
		'every((end) =>\n\t\tcausality.isBefore(end, since)\n\t)',
		'every(() => true)'
	),
	mutant(
		'R16',
		'takes an agreement for any recording',
		'recordings.ts',
		"if (event.type !== 'recording.agreed' || !isSame(event.body, beginning)) continue;",
		"if (event.type !== 'recording.agreed') continue;"
	),
	mutant(
		'R16',
		'lets co-hosts keep the last minutes',
		'authority.ts',
		'return event.body.minutes > 0;',
		'return false;'
	),
	mutant(
		'R16',
		'takes an agreement to a file for one to the last minutes',
		'recordings.ts',
		'a.session === b.session && a.minutes === b.minutes',
		'a.session === b.session'
	),
	mutant(
		'R16',
		'ends a file when the same person keeps the last minutes',
		'recordings.ts',
		'`${start.by} ${start.minutes > 0}`',
		'start.by'
	),
	mutant(
		'R16',
		'brings back the minutes that others replaced',
		'recordings.ts',
		'isReplaced(other, start) && isOver(other)',
		'false && isOver(other)'
	),
	mutant(
		'R16',
		'takes an agreement from before the recording',
		'recordings.ts',
		'if (!causality.isBefore(beginning.at, at) || !access.isAccepted(at)) continue;',
		'if (!access.isAccepted(at)) continue;'
	),
	mutant(
		'R16',
		'takes an agreement from behind a ban',
		'recordings.ts',
		'if (!causality.isBefore(beginning.at, at) || !access.isAccepted(at)) continue;',
		'if (!causality.isBefore(beginning.at, at)) continue;'
	),
	mutant(
		'R16',
		'lets the audience agree',
		'recordings.ts',
		'if (wasOnStage && isOnStage &&',
		'if (isOnStage &&'
	),
	mutant(
		'R16',
		'takes an old agreement from whoever comes back to the stage',
		'recordings.ts',
		' && stage.demotions(who).every((act) => causality.isBefore(act, at))',
		''
	),
	mutant(
		'R19',
		'lets co-hosts plan a room that is live',
		'schedule.ts',
		'if (!isHostsPlan && !plans.some((plan) => causality.isBefore(plan, at))) continue;',
		''
	),
	mutant(
		'R19',
		'lets a plan beside a calling off win',
		'schedule.ts',
		'const isCancelled = cancellings.some((at) => !isTakenBack(at, causality.now));',
		'const isCancelled = latestOf(causality, [...plans, ...cancellings].sort((a, b) => a - b), causality.now).every((at) => cancellings.includes(at));'
	),
	mutant(
		'R19',
		'never takes a calling off back',
		'schedule.ts',
		'plans.some((later) => causality.isBefore(cancelling, later) && causality.isBefore(later, at));',
		'false;'
	),
	mutant(
		'R19',
		'tells no conflict of plans',
		'schedule.ts',
		'? conflictsWith(history, standing, latestPlans)',
		'? []'
	),
	mutant(
		'R19',
		'tells no conflict with a calling off',
		'schedule.ts',
		': conflictsWith(history, cancelling, latestPlans);',
		': [];'
	),
	mutant(
		'R19',
		'tells what says the same as a conflict',
		'schedule.ts',
		'({ lost }) => !isSame(lost.word, stands.word)',
		'({ lost }) => lost !== null'
	),
	mutant(
		'R19',
		'lets a move beside a calling off of one time win',
		'schedule.ts',
		'off.length > 0 ? off : latest',
		'latest'
	),
	mutant(
		'R19',
		'keeps times that were put back',
		'schedule.ts',
		"event.type === 'schedule.changed' && event.body.start !== instance",
		"event.type === 'schedule.changed'"
	),
	mutant(
		'R19',
		'goes on after an end',
		'schedule.ts',
		"!of('instance.closed').some((end) => causality.isBefore(opening, end))",
		'true'
	),
	mutant(
		'R19',
		'lets what was begun beside a calling off go on',
		'schedule.ts',
		'cancellings.every((at) => isTakenBack(at, opening)) &&',
		'cancellings.every((at) => isTakenBack(at, opening) || causality.isConcurrent(at, opening)) &&'
	),
	mutant(
		'R19',
		'lets a later beginning rename what is live',
		'schedule.ts',
		'const isFirst = (at: number) => !open.some((before) => history.causality.isBefore(before, at));',
		'const isFirst = () => true;'
	),
	mutant(
		'R19',
		'counts guests whom nobody let in',
		'guests.ts',
		"if (event.type !== 'rsvp.given' || !access.isAccepted(at)) continue;",
		"if (event.type !== 'rsvp.given') continue;"
	),
	mutant(
		'R19',
		'expects guests who were put out',
		'guests.ts',
		'if (!access.exclusions(authors[at]!).every((act) => causality.isBefore(act, at))) continue;',
		''
	),
	mutant(
		'R19',
		'counts answers to no plan',
		'guests.ts',
		'!plans.some((plan) => causality.isBefore(plan, at))',
		'plans.length === 0'
	),
	mutant('R19', 'counts every answer of one person', 'guests.ts', '.slice(-MAX_ANSWERS_OF_ONE)', ''),
	mutant(
		'CO2',
		'lets anybody appoint',
		'ranks.ts',
		"if (type === 'organiser.appointed' && author === founder) {",
		"if (type === 'organiser.appointed') {"
	),
	mutant('CO2', 'lets anybody dismiss', 'ranks.ts', '(author === founder || author === body.target)', 'true'),
	mutant('CO3', 'has no fence of dismissals', 'ranks.ts', '!offices.isFenced(author, at) &&', ''),
	mutant(
		'CO3',
		'has no fence of bans',
		'ranks.ts',
		'(authors[at] === founder || !bans.isFenced(authors[at]!, at))',
		'true'
	),
	mutant(
		'CO3',
		'lets count what a ban has not seen',
		'ranks.ts',
		'if (causality.isConcurrent(act, at)) return true;',
		''
	),
	mutant(
		'CO3',
		'forgets a ban that was lifted at once',
		'ranks.ts',
		'return latestOf(this.#feeds.causality, all, at).filter((act) => out.has(act));',
		'return latestOf(this.#feeds.causality, all, at).slice(-1).filter((act) => out.has(act));'
	),
	mutant(
		'CO4',
		'lets members ban',
		'ranks.ts',
		'actsAsOrganiser(at) && !isOrganiser(body.target, at)',
		'!isOrganiser(body.target, at)'
	),
	mutant(
		'CO4',
		'lets organisers ban organisers',
		'ranks.ts',
		'actsAsOrganiser(at) && !isOrganiser(body.target, at)',
		'actsAsOrganiser(at) && body.target !== founder'
	),
	mutant(
		'CO5',
		'lets members say what organisers may',
		'registers.ts',
		'ranks.countsAsOrganiser(at)',
		'ranks.counts(at)'
	),
	mutant(
		'CO5',
		'lets the larger id stand before the founder',
		'registers.ts',
		'if (isFounders(a) !== isFounders(b)) return isFounders(a) ? a : b;',
		''
	),
	mutant(
		'CO6',
		'keeps who left on one device and not on another',
		'registers.ts',
		'.some(isNo)',
		'.every(isNo)'
	),
	mutant('CO7', 'counts who follows themselves', 'people.ts', 'if (target !== who)', 'if (target)'),
	mutant('CO7', 'counts who left', 'people.ts', 'if (!isIn(who)) continue;', ''),
	mutant(
		'CO8',
		'lists rooms of whom the policy does not allow',
		'reducer.ts',
		'.filter(({ by }) => mayHost(state, by).may)',
		''
	),
	mutant(
		'CO8',
		'lets anybody take a room off the list',
		'board.ts',
		'rooms.get(body.listing)?.by === author ||',
		'true ||'
	),
	mutant('CO8', 'lets members pin', 'board.ts', 'if (!ranks.countsAsOrganiser(at)) continue;', ''),
	mutant('R20', 'lets co-hosts sell tickets', 'authority.ts', "event.type === 'ticket.issued' ||", ''),
	mutant('R20', 'lets co-hosts take tickets back', 'authority.ts', "event.type === 'ticket.refunded' ||", ''),
	mutant('R20', 'takes tickets that nobody with authority signed', 'tickets.ts', 'if (!isAct) return;', ''),
	mutant(
		'R20',
		'sells by an offer of somebody who held the room before',
		'tickets.ts',
		'offer.by !== authors[at] ||',
		''
	),
	mutant('R20', 'sells before the offer', 'tickets.ts', '!causality.isBefore(offer.at, at)', 'false'),
	mutant(
		'R20',
		'sells after the closing',
		'tickets.ts',
		'if (offer.closings.some((end) => causality.isBefore(end, at))) return false;',
		''
	),
	mutant('R20', 'gives a ticket twice', 'tickets.ts', 'this.#tickets.has(ticket) ||', ''),
	mutant('R20', 'sells more than there are', 'tickets.ts', '|| number > supply', ''),
	mutant(
		'R20',
		'sells a number twice',
		'tickets.ts',
		'if (out.some(({ body }) => body.number === number)) return false;',
		''
	),
	mutant(
		'R20',
		'sells a number again beside its refund',
		'tickets.ts',
		'refunds.some((refund) => causality.isBefore(refund, at))',
		'refunds.length > 0'
	),
	mutant('R20', 'sells one person any number', 'tickets.ts', '< perPerson', '< 1000'),
	mutant('R20', 'keeps what was refunded', 'tickets.ts', 'refunds.length === 0', 'true'),
	mutant(
		'R20',
		'lets a former host go on selling',
		'tickets.ts',
		'isOpen: by === host && closings.length === 0',
		'isOpen: closings.length === 0'
	),
	mutant(
		'R20',
		'takes another offer of the same name',
		'tickets.ts',
		'if (this.#offers.has(body.offer)) return;',
		''
	),
	mutant('R20', 'lets a ticket be given on and on', 'tickets.ts', 'ticket.passedTo !== null ||', ''),
	mutant(
		'R20',
		'lets anybody give a ticket away',
		'tickets.ts',
		'this.#history.authors[at] !== ticket.body.buyer ||',
		''
	),
	mutant('R20', 'lets who is banned give a ticket away', 'tickets.ts', '|| !this.#access.isAccepted(at)', ''),
	mutant(
		'R20',
		'lets tickets be given away that are for one person alone',
		'tickets.ts',
		'if (!this.#offers.get(ticket.body.offer)!.body.terms.transferable) return;',
		''
	),
	mutant(
		'R20',
		'lets in whoever was admitted once',
		'selectors.ts',
		"ticketsHeldBy(state, identity).length > 0 ? 'yes' : 'ticketless'",
		"ticketsHeldBy(state, identity).length > 0 || personOf(state, identity) ? 'yes' : 'ticketless'"
	)
];
