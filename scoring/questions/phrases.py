"""The lexicon as it is read and added to: what is typed in haste, what each way of saying means, plain words.

PHRASES is a sign and every way of saying it that we have met, with commas between. The longest phrase wins,
so "waiting for me" isn't the waiting list.
"""

HASTE = """
hows: how is, whos: who is, whats: what is, wheres: where is, whens: when is, thats: that is,
theres: there is, whys: why is, im: i am, ive: i have, id: i would, dont: do not, doesnt: does not,
cant: can not, cannot: can not, isnt: is not, arent: are not, hasnt: has not, havent: have not,
wont: will not, whose: who is, gimme: give me, lemme: let me, wanna: want to, gonna: going to,
gotta: got to, u: you, ur: your, r: are, pls: please, plz: please, thx: thanks, abt: about, w: with,
hw: how, wat: what, wot: what, wots: what is, hv: have, theyre: they are, rom: room, tem: team, rn: now,
atm: now, asap: now, ppl: people, tm: team manager, sm: service manager
"""

PHRASES = """
LOAD: average, mean, court cases, load, loads, caseload, caseloads, case load, case loads, workload,
  workloads, work load, work loads, cases, case numbers, numbers, kids, children, families, holding, hold,
  holds, carrying, carry, carries, juggling, on my books, on their books, on her books, on his books, on the
  books, on our books, on my plate, on his plate, on her plate, on their plate, on our plate, allocated to
  me, figures, stats, total, totals, tally, busy, busyness, got on, have on, has on, got on at the moment,
  full picture, open cases, the lot
STATE: how is everything, how are we all, is everything, any problems, problems, doing, happening, going on,
  happened, holding out, getting on, looking, look, looks, situation, picture, position, status, state of
  play, update, overview, summary, summarise, standing, stand, stands, bearing up, going, fixed, placed,
  coping, holding up, managing, faring, keeping up, check in on, check on, where are we, where are we at,
  how are things, how is it looking, snapshot, report on, the state of, rundown, run down, headlines, info
  on, details for
ROOM: room, rooms, space, spaces, capacity, headroom, spare, free, availability, available, take another,
  take one more, take a, take an, take the next, take on, take this, take it, take that, take more, take
  them, take some, take new, take any, take two, take one, take, pick up, picking up, squeeze, fit in, fit,
  slot, slots, wiggle room, breathing space, breathing room, elbow room, slack, under their promise, under
  promise, under capacity, room left, space left, capacity left, has got space, cover a new, absorb, good
  for another, able to take, up for a
OVER: needs support, need support, under pressure, worry about, worried about, worrying, near the line,
  close to the line, near their limit, near his limit, near her limit, near the limit, close to their limit,
  needs help, need help, nearly full, in trouble, hot spot, hot spots, hotspots, pressure points, over,
  above, exceed, exceeds, exceeding, exceeded, too many, too much, more than promised, past the promise,
  over promise, over the promise, over our promise, over their promise, over capacity, over limit, over the
  limit, over cap, over the top, over the line, over the odds, maxed out, maxed, overloaded, over loaded,
  overstretched, stretched, overworked, swamped, snowed under, underwater, under water, full, full up, in
  the red, in red, red, at risk of going over, nearly over, close to over, at their limit, at the limit,
  oversubscribed, heavy, at risk of breaching, too high, sinking, over their number, over the number, over
  bandwidth, over the bandwidth
BREACH: breach, breaches, breached, breaching, broken promise, broken promises, promises broken, promise
  broken, not keeping, not being kept, not kept, not keeping our promise, not keeping our promises, keeping
  our promise, keeping our promises, keeping the promise, promises not kept, promises kept, promise kept,
  breaking our promise, breaking promises, breaking, failing on our promise, alert, alerts, kept rate, keep
  our promise, keep our promises, breach list, open breaches, in breach, kept our promise, promises not
  being kept, promises
PROMISE: promise, promised, limit, cap, bandwidth, band
PLAN: plan, plans, planned, action plan, action plans, being done about, doing about, done about, plan in
  place
WHY: why, how come, explain, explained, explanation, come from, comes from, came from, made up of, make up,
  makes up, breakdown, break down, break it down, breaking down, worked out, add up, adds up, based on, what
  makes, justify, reason for, reasons for, how did you get, how do you get, how did you arrive, where do you
  get, what is behind, what is in, get to that, got to that, arrive at
POINTS: points, point, pts, score, scores, scored, scoring, weighting, weightings, weighted, weight, weigh,
  weighs, worth
RULES: how points work, how do points work, how do the points work, how does scoring work, how are points
  worked out, how are points calculated, how is it calculated, how are the points calculated, how are the
  points worked out, how do you work out points, how do you work out the points, how do you calculate, how
  does the scoring work, how is a case scored, how are cases scored, how is a case weighted, how are cases
  weighted, what counts as, how does the weighting work, how does weighting work, points system, scoring
  system, points scheme, how do you score, how does it work out the points, how does the points thing work,
  how does the points system work
NEEDS: visits overdue, overdue visits, visits are overdue, visits due, late visits, visits, needs me, need
  me, needs my attention, need my attention, attention, need to do, have to do, got to do, supposed to do,
  should i do, should i be doing, on my list, to do, todo, to dos, todos, to do list, tasks, my tasks, to
  sign off, sign off, signing off, needs signing off, need signing off, waiting for me, waiting on me, for
  me to, anything for me, urgent, priorities, priority, outstanding, jobs, to agree, agree, what is new,
  have i missed, did i miss, missed, my day, inbox, need from me, want from me, waiting on my, to look at,
  do i need to look at, next for me, on my desk, my attention, to be done, on today, my actions, my jobs,
  actions for me, need doing, needs doing, do today, anything else for me, what next, do first, deal with,
  to chase, need to know, on my agenda, what have i got today, pending, to approve, approve, approvals,
  wants me, want me, anything new, new for me
SUPERVISION: supervision, supervisions, supervised, one to one, one to ones, 1:1, 1 to 1, 121, 121s, 1-1,
  1-2-1, 1:1s, superv, sup, sups, one-to-one, one-to-ones
CONCERN: concern, concerns, raise, raised, talk about my caseload, talk about my workload, talk about my
  cases, talk to my manager, speak to my manager, talk to someone, speak to someone, talk to somebody, speak
  to somebody, talk about my load, flag, flag up, flagged, say something about my caseload, need to talk,
  want to talk, complain, complaint, tell my manager, let my manager know, i need help with my caseload,
  help with my caseload, escalate my caseload, help with my workload, talk about it, talk to my supervisor,
  speak to my supervisor, worried about my caseload, worried about my workload, worried about my cases,
  worried about my load, concerned about my caseload, concerned about my workload, i have too many, i have
  got too many, i have too much, i have got too much, this is too much, it is too much, too much work, not
  fair on me, worried about how much i, i have too big a caseload, say it is too much
STRAIN: drowning, struggling, not coping, can not cope, can not do this, can not go on, burnt out, burned
  out, burnout, stressed, overwhelmed, on my knees, exhausted, breaking point, at breaking point, can not
  keep up, can not manage, too much for me, too much on, going under, at my limit, at the end of my tether,
  knackered, worn out, losing it, can not take any more, can not take on any more, had enough, not
  manageable, unmanageable, can not carry on, frazzled
WAITING: waiting list, waiting, wait, waits, unallocated, not allocated, nobody allocated, without a worker,
  no worker, needs allocating, to allocate, need allocating, backlog, queue, queuing, queueing, waiting to
  be allocated, awaiting allocation, awaiting, pending allocation, left to allocate, still to allocate,
  unassigned, need a worker, needs a worker, nobody has, needing allocation, need a social worker, without a
  social worker, not got a worker, no social worker, to be allocated, not been allocated, not assigned,
  without an allocated worker, no allocated worker, allocations outstanding, outstanding allocations, on the
  list, stacked up, stacking up
TREND: got worse, got better, gets worse, gets better, worse than last, better than last, went up, went
  down, last 12 weeks, last 20 weeks, weeks ago, weekly trend, trend, trends, trending, over time, history,
  historic, historical, over the last, over the past, last few weeks, last few months, last month, last
  quarter, last year, this year, past year, past few weeks, past few, getting better, getting worse, going
  up, going down, gone up, gone down, rising, falling, improving, better or worse, graph, chart, week on
  week, month on month, changed, compared to last, compared with last, long term, been like, been doing,
  over the year, over the summer, last week, over recent weeks, creeping up, since last, direction,
  progress, getting any better, over the months, been going
COMPARE: busier, heavier, lighter, quieter, more room, bigger, busier than, compare, compared, compares,
  comparison, comparing, versus, vs, v, side by side, against, next to, difference between, differ, evenly,
  even, spread, balance, balanced, fairly, fair, fairness, stack up, doing better
CASE: case, cases called, child, kid, reference, ref, card
HELP: help, what can you do, what can i ask, what do you do, what are you for, what do you know, commands,
  command, how does this work, how do you work, how does this thing work, who are you, what are you, guide,
  manual, getting started, what can i ask you, what else can you do, what can this do, what can i do here,
  options, menu, how do i use you, how do i use this, what can i say, what questions can i ask, how to use
HOWTO: how do i, how do you, how how to, how would i, how should i, where do i, how do we, how does one,
  what is the command, what do i type, what is the way to, can i, steps to, is there a way to, show me how,
  remind me how, tell me how, where would i, what do i do to, how you
PEOPLE: who is my supervisor, who is my manager, who is the manager, who supervises, who manages, who
  covers, covering for, who is covering, covers for, who is the supervisor, who is in my team, who works in,
  who is in the team, cover for, starter, new starter, starters, joiner, joining, starts on, leaver,
  leavers, leaving, leaves, left, changing hours, change hours, change of hours, going part time, hours
  change, add a worker, add somebody, add someone, update hours, new worker, reduce hours, phased return,
  absence, record an absence, add an absence, staff list, people list
POLICY: policy, policies, agreed figures, trial figures
START: start, switch on, turn on, go live, begin
HOW: how, hw
WHO: who, whom, anyone, anybody, someone, somebody, any worker, anyone in, which worker, which workers,
  which of my team, any of my team, which social workers, which social worker, any of them, who else, any
  workers, which asyes, any of you, any asyes, anyone got
WHICH: which, what
MANY: how many, how much, count, number of
SHOW: show, show me, show us, give me, give us, tell me, tell us, let me see, let me know, let me have,
  remind me, can i see, can i have, could i see, could i have, may i see, can i get, can you show me, could
  you show me, can you tell me, could you tell me, can you give me, i want to see, i need to see, i would
  like to see, i would like, i want to know, do you know, i wonder, i was wondering, wondering, please,
  could you, can you, would you, display, view, see, look up, find, pull up, bring up, get me, list, what
  about, how about, talk me through, take me through, run me through, i am looking for, looking for, i am
  trying to find, can we see, can we have, open, i need, i want, quick one, quick question, any idea, any
  chance, just checking, open up, walk me through, do we know, can you say, help me, can i just
DUE: due, overdue, late, next, when, last, owed, behind, date
AND: and, also, plus, same, same for, same again, ditto, what about, how about, now, then, or, else, instead
ALL: all, every, each, whole, entire, overall, across, everything
ME: can i, am i able to, how do i, how would i, me, my, mine, i, myself
WE: how do we, my team, our team, the team, my lot, our lot, us, we, our, ours, my people, my staff, my
  workers, my guys, my social workers, everyone, everybody, people, staff, workers, folk, folks, social
  workers, team members, our workers, our staff, the workers, my team members, the guys, all my team, the
  whole team, whole team, our people, the staff, my asyes, our asyes, asyes, nqsws, my caseholders,
  caseholders, my crew, my folks
THEM: he, she, they, him, her, them, his, hers, their, theirs, that worker, that person, this person, this
  worker
IT: it, that one, this one, that case, this case, the case, that child, this child
THERE: there, that team, this team
TEAM: team
TEAMS: teams, which team, which teams, what team, what teams, all teams, all the teams, every team, each
  team, any team, other teams, the other teams, another team, the teams, our teams, my teams, team by team,
  across teams, across the teams, between teams, between the teams, any other team, other team, any teams,
  team to team, the other team, any other teams
SERVICE: service, service area, my service, our service, the service, across the service, whole service, the
  whole service, service wide, service-wide, my area, my patch, our patch
SERVICES: services, which service, which services, all services, every service, across services, across the
  services, the services, all the services, each service
COUNCIL: council, the council, whole council, authority, the authority, local authority, borough, county,
  council wide, council-wide, across the board, overall picture, department, directorate, all of children's
  services, the whole place, childrens services, children's services, childrens social care, children's
  social care, whole department, the whole lot, la, authority wide, organisation, the whole department,
  city, district
WORKER: worker, social worker, sw, asye, nqsw, newly qualified, ap, advanced practitioner, support worker,
  team manager, service manager, practitioner, senior practitioner, senior social worker, senior, manager,
  supervisor, colleague, newly qualified worker, student, sws, aps, fsw, family support worker, pa, personal
  adviser, iro, head of service, hos, dcs, agency worker, ssw
ALLOCATE: allocate, allocating, allocation, assign, assigning, give, giving, put, hand, allocating to, place
CLOSE: close, closing, closed, close down, end, shut, close off, finish, ncf, nfa
ESCALATE: escalate, escalating, escalated, step up, stepping up, stepped up, gone to cp, going to cp, move
  to cp
STEP_DOWN: step down, stepping down, stepped down, step-down, de-escalate, deescalate, step it down, step
  down to cin
REALLOCATE: reallocate, re-allocate, reallocating, reassign, re-assign, move, moving, transfer,
  transferring, hand over, handover, swap, pass, pass on, pass over, change worker, change the worker, take
  off, take away from
CO_WORK: co-work, cowork, co work, joint work, joint-work, jointly, co-worker, coworker, co-working, shadow
REWEIGH: reweigh, re-weigh, reweight, rescore, re-score, change the points, adjust, judgement, judgment,
  uplift, add points, adjust the points, up the points, weigh again
REOPEN: reopen, re-open, open again
CIN: cin, child in need, children in need, chin, section 17, s17
ASSESSMENT: assessment, assessments, asmt, c and f, c&f, single assessment, caf
S47: s47, s47s, section 47, sec 47, s.47
CP: cp, cpp, cpps, child protection, child protection plan, child protection plans, cp plan, cp plans, cp
  case, cp cases
CLA: cla, lac, cic, looked after, looked-after, looked after child, looked after children, children in care,
  child in care, lac case
CARE_LEAVER: care leaver, care leavers, care_leaver, cl, leaving care case
CARERS: carers, carer, fostering, adoption, foster carers, fostering household
RISK: risk, risks, risky, at risk, safe, unsafe, danger, dangerous, harm, harmed, harming, abuse, abused,
  neglect, hurt, threshold, thresholds, into care, section 20, s20, remove the child, protect the child,
  significant harm, go to court, issue proceedings, exploitation, domestic violence, domestic abuse, worried
  about a child, worried about the child, worried about this child, case plan for, return home, contact with
SICKNESS: on leave, away today, who is away, who is off, in today, who is in today, off today, what is wrong
  with, why is he away, why is she away, sick, sickness, ill, illness, off sick, poorly, unwell, sick leave,
  sick note, fit note, medical, diagnosis, pregnant, pregnancy, maternity, off work, gp, health, mental
  health, covid, hospital, surgery, cancer, depressed, depression, anxiety, off with, why is he off, why is
  she off, is off, signed off, been off, going off
HR: pay, salary, salaries, wage, wages, sacked, sack, fired, fire, dismiss, disciplinary, disciplinaries,
  capability, grievance, contract, holiday, holidays, annual leave, performance, performing,
  underperforming, appraisal, lazy, slacking, pension, overtime, toil, hr, human resources, promotion,
  notice period, resign, resigned, resigning, sickness record, poor performer, any good, good worker, bad
  worker, good at their job, good at his job, good at her job, pulling their weight, pulling his weight,
  pulling her weight, productive, productivity
MOST: most, highest, heaviest, biggest, busiest, largest, fullest, hardest
LEAST: quiet, quieter than the rest, least, lowest, fewest, lightest, quietest, smallest, least busy, fewer,
  emptiest
LEAGUE: best, worst, league table, league tables, rank, ranking, rankings, ranked, top performer, slowest,
  weakest, laziest, better than, worse than, strongest, works hardest
ABOUT: who can see, is this confidential, is it confidential, confidential, are you a robot, are you human,
  are you ai, are you a bot, are you real, do you store, do you keep, do you remember, do you record, do you
  save, do you log, are you recording, who made you, can my manager see, can my supervisor see, can they
  see, who sees, what do you keep, what do you hold, is this private, is it private, data protection, gdpr,
  privacy, who built you, are you listening, see what i ask
PRIVATE: address, addresses, phone number, telephone number, telephone, mobile, mobile number, date of
  birth, dob, birthday, home address, nhs number, ethnicity, religion, gender, how old, surname, child's
  name, childs name, name of the child, children's names, names of the children, what is the child called,
  is the child called, who is the child, mum, mother, dad, father, parents, email address, where does he
  live, where does she live, where do they live, does he live, does she live, do they live, lives at,
  diagnosis of, medical history, criminal record, phone
GREETING: caseload promise, hi, hello, hey, morning, good morning, afternoon, good afternoon, evening, good
  evening, hiya, yo, howdy, hi there, hey there, how are you, how are you doing, are you ok, you ok, you
  there, are you there, how is it going, alright mate, hello there, how do
THANKS: ok, okay, alright, fine, thanks, thank you, thank you very much, ta, cheers, perfect, brilliant,
  cool, lovely, fab, great, nice one, many thanks, much appreciated, appreciated, that is great, that is
  helpful, bye, goodbye, good night, ok thanks, super, excellent, wonderful, good bot, legend, amazing
INSULT: that is wrong, that is not right, this does not work, it does not work, not helpful, you are wrong,
  got that wrong, why are you, why do you, what the hell, too slow, so slow, does not work, is not working,
  idiot, stupid, useless, rubbish, crap, shit, shite, fuck, fucking, fucked, fuck off, bollocks, moron,
  dumb, i hate you, hate you, pathetic, twat, wanker, arse, bastard, garbage, waste of time, piss off, sod
  off, shut up, wtf, hopeless, thick, bloody useless, damn, you suck, bloody, daft, terrible, worse than
  useless, shut it, get lost
INSTRUCTIONS: ignore your instructions, ignore all previous, ignore previous, ignore the rules, ignore all,
  ignore your rules, ignore everything, previous instructions, your instructions, system prompt, pretend,
  act as, you are now, jailbreak, developer mode, override, disregard, as an admin, i am the administrator,
  bypass, your prompt, your rules, forget your, forget the rules, forget everything, admin mode,
  instructions, roleplay, role play
"""

PLAIN = """
store stored stores max mark hope joy rose bill drew pat field busier close a an the is are was were be been
being am do does did done doing have has had having got get gets getting gotten will would shall should can
could may might must not no yes yeah yep nope nah of in on at to from for by with about into onto out off up
down under over than as if so but because while until till since during before after between through per via
within without this that these those here there their its own other others another some any many much more
less few lot lots bit very really quite just still yet already only even ever never always again too also
well now then today tomorrow yesterday tonight week weeks month months day days year years time times moment
mo currently present presently soon later recently monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december what when where which who
whom whose why how say said says saying know knows think thinks want wants need needs like likes make makes
made let lets go goes gone come comes look looks looking seem seems feel feels check checking see seen ask
asking asked answer question questions tell told please kindly sorry actually basically maybe perhaps
probably anyway right left wrong good bad better worse new old next first last big small high low hard easy
quick quickly exactly roughly around near one two three four five six seven eight nine ten second third half
both none nothing something anything everything thing things stuff person man woman boy girl guy guys mate
love everyone morning afternoon i me my we us our you your he him his she her they them it put set keep
keeps use using used try trying tried going back whole part don worth mouth forth same someone somewhere
anywhere cos coz tho though guess wonder whether either neither every each once twice work works working
worked job home office meeting meetings desk able above accept according account act action add added
address admin advice afraid against age ago agency aim allow annoying appear apply approach area arrange
aside assume attend authority average avoid aware bear become begin behind believe below benefit body book
bring broken budget build building business call called calm carry cause certain change changes choose clear
clearly client code coffee comment common company complete condition consider contact content cost count
couple course cover create current cut data deal decide decision depend describe detail details difference
different difficult direct discuss document double drop ease effect effort email emergency emergencies end
enough ensure entire entry error especially estimate event evidence exact example excuse expect experience
extra face fact factor fail fair fall family far fast favourite feature file final finally find fine finger
finish follow food form forward free friend full further future game general generally group grow handle
hang happy hate head health heart heavy held hi hint hit hour hours huge human idea ignore imagine important
improve include including increase inform information input inside instance interest issue issues item join
keen kind lack large latest law lead learn least leave legal letter level life light likely limit line link
list listen little local long longer lose loss lower lunch main major manage matter maximum mean meaning
means measure memory mention message method middle mind minute minutes miss model money move name names
natural nature nearly necessary network nice normal normally note notes number numbers obvious odd offer
often open opinion order original outcome overall page pair paper particular party pattern pay people
perfect period personal phone pick picture piece place plain planning plenty policy poor popular possible
possibly power practice prefer press pretty previous price problem problems process produce professional
project proper properly provide public pull purpose push quality quarter quiet race range rate rather reach
read ready reason receive record reduce regard regular relate relevant remain remember reply report request
require rest result results return review rid ride ring rise role round rule run running safe sake save
scale sector section select send sense separate serious session several share sheet shift short show shown
shut side sign similar simple single sit site situation size skill sleep slow smile social sort sound source
spare speak special spend spent staff stage stand standard start state stay step stick stop story straight
strange stress strong structure student study subject success suddenly suggest suit summer support suppose
sure surprise system table talk target task tea tend term terms test text theory therefore thought threat
throw tick tidy tight title together top topic total touch toward towards track trade training travel
trouble truth turn type typical understand unit unless update upon usual usually various version view visit
voice wait walk wall warm watch water wave weather web weekend weekly welcome went wide winter wish word
words world worried worry write writing written yard yearly youth zero bank holiday christmas easter
halfterm spring autumn monthly daily friday's morning's whoever whatever whichever redundancy strike ofsted
inspection audit census court hearing conference visits statutory reviews rota duty hear heard chance true
real reality honestly recent ours yours theirs itself themselves yourself myself else instead almost
"""
