"""The lexicon as it is read and added to: the ways of asking, and of saying of whom.

A sign and every way of saying it that we have met, with commas between; "…" stands for up to four words,
  or a
name. The longest phrase wins, so "waiting for me" isn't the waiting list.
"""

PHRASES = """
LOAD: my teams load, my teams caseload, my teams numbers, my teams points, my teams cases, average, mean,
  court cases, load, loads, caseload, caseloads, case load, case loads, workload, workloads, work load,
  work loads, cases, case numbers, numbers, kids, children, families, holding, hold, holds, carrying, carry,
  carries, juggling, on my books, on their books, on her books, on his books, on the books, on our books,
  on my plate, on his plate, on her plate, on their plate, on our plate, allocated to me, figures, stats,
  total, totals, tally, busy, busyness, got on, have on, has on, got on at the moment, full picture,
  open cases, the lot
STATE: where … up to, state of, where we stand, where do we stand, how is everything, how are we all, is
  everything, any problems, problems, doing, happening, going on,
  happened, holding out, getting on, looking, look, looks, situation, picture, position, status,
  state of play, update, overview, summary, summarise, standing, stand, stands, bearing up, going, fixed,
  placed, coping, holding up, managing, faring, keeping up, check in on, check on, where are we,
  where are we at, how are things, how is it looking, snapshot, report on, the state of, rundown, run down,
  headlines, info on, details for
ROOM: any give, some give, who could help, who can help, could help, anyone help, anybody help, can have
  them, can have it, can have another, safe to take, safe to give, safe to allocate,
  safe to put, room, rooms, space, spaces, capacity, headroom, spare, free, availability, available,
  take another, take one more, take a, take an, take the next, take on, take this, take it, take that,
  take more, take them, take some, take new, take any, take two, take one, take, pick up, picking up,
  squeeze, fit in, fit, slot, slots, wiggle room, breathing space, breathing room, elbow room, slack,
  under their promise, under promise, under capacity, room left, space left, capacity left, has got space,
  cover a new, absorb, good for another, able to take, up for a, got space, space for, room for, with room,
  with space, a gap, gaps, could take, can take, manage another, handle another, have another,
  cope with another, cope with any more, cope with more, squeeze in, lend a hand, take something, pick …
  up, take … on, fit … in, squeeze … in, who could have, who can have
OVER: under my, over my, past my, above my, below my, within my, beyond my, inside my, under his, over his,
  past his, above his, below his, under her, over her, past her, above her, below her, under their, over
  their,
  past their, above their, below their, under our, over our, past our, above our, below our,
  needs support, need support, under pressure, worry about, worried about, worrying, near the line,
  close to the line, near their limit, near his limit, near her limit, near the limit, close to their limit,
  needs help, need help, nearly full, in trouble, hot spot, hot spots, hotspots, pressure points, over,
  above, exceed, exceeds, exceeding, exceeded, too many, too much, more than promised, past the promise,
  over promise, over the promise, over our promise, over their promise, over capacity, over limit,
  over the limit, over cap, over the top, over the line, over the odds, maxed out, maxed, overloaded,
  over loaded, overstretched, stretched, overworked, swamped, snowed under, underwater, under water, full,
  full up, in the red, in red, red, at risk of going over, nearly over, close to over, at their limit,
  at the limit, oversubscribed, heavy, at risk of breaching, too high, sinking, over their number,
  over the number, over bandwidth, over the bandwidth, within what, still within, within my promise,
  within the promise, within his promise, within her promise, keeping within
BREACH: letting down, let down, letting … down, let … down, broken the promise, broken our promise,
  broken their promise, broken his promise, broken her promise, break the promise, break our promise,
  broke the promise, failing to keep, failed to keep, breach, breaches, breached, breaching, broken
  promise, broken promises, promises broken,
  promise broken, not keeping, not being kept, not kept, not keeping our promise, not keeping our promises,
  keeping our promise, keeping our promises, keeping the promise, promises not kept, promises kept,
  promise kept, breaking our promise, breaking promises, breaking, failing on our promise, alert, alerts,
  kept rate, keep our promise, keep our promises, breach list, open breaches, in breach, kept our promise,
  promises not being kept, promises, over promise, broke our promise, let anyone down, let anybody down
PROMISE: promise, promised, limit, cap, bandwidth, band, council promised, the council promised,
  council has promised, the council has promised, we promised, was promised, were promised, promises me,
  entitled to
PLAN: plan, plans, planned, action plan, action plans, being done about, doing about, done about,
  plan in place
WHY: consist of, consists of, made from, composed of, what goes into, why, how come, explain, explained,
  explanation, come from, comes from, came from, made up of, make up,
  makes up, breakdown, break down, break it down, breaking down, worked out, add up, adds up, based on,
  what makes, justify, reason for, reasons for, how did you get, how do you get, how did you arrive,
  where do you get, what is behind, what is in, get to that, got to that, arrive at
POINTS: points, point, pts, score, scores, scored, scoring, weighting, weightings, weighted, weight, weigh,
  weighs, worth
RULES: you get for, we get for, i get for, points … work, points … calculated, points … worked out,
  scoring … work, weighting … work, points … come about, safe caseload, safe number, safe level, safe
  workload, what does … mean, points … get for,
  points … give for, extra for, what is bandwidth, what is the bandwidth, what is a promise,
  what does the promise mean, what do points mean, what do the points mean, how is the promise,
  how are promises, what happens when, what happens if, difference between points,
  difference between a promise, who wrote, when was the policy, what does bandwidth mean,
  what is the stable element, what is capacity, mean by points, mean by bandwidth, how points work,
  how do points work, how do the points work, how does scoring work, how are points worked out,
  how are points calculated, how is it calculated, how are the points calculated,
  how are the points worked out, how do you work out points, how do you work out the points,
  how do you calculate, how does the scoring work, how is a case scored, how are cases scored,
  how is a case weighted, how are cases weighted, what counts as, how does the weighting work,
  how does weighting work, points system, scoring system, points scheme, how do you score,
  how does it work out the points, how does the points thing work, how does the points system work,
  does … count, do … count, should … count, is … counted, are … counted, count as one, who decided,
  who agreed, who set, who chose, who came up with, how was … decided, how were … decided, how is … decided,
  where did … come from, where does the … come from, why is the promise, why is it 15, why 15, what counts,
  which factors, extra points for, points for travel, points for court, do you get points, do we get points,
  do i get points, what is a point, what are points
FACTOR: court, court case, court cases, in court, travel, travelling, mileage time, distance, siblings,
  sibling, sibling group, sibling groups, interpreter, interpreters, disability, disabilities, disabled,
  pre-proceedings, pre proceedings, plo, proceedings, uasc, unaccompanied, twins, family group
GENERAL: is a, is an, are a, for a, for an, does a, does an, do a, is it for a, get for a, get for an,
  get you, each, per, per child, per case, someone on, somebody on, someone at, somebody at, anyone on
HOURS: 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, part time, part-time, part timer, part-timer,
  part timers, part-timers, full time, full-time, full timer, fte, half time, two days a week,
  three days a week, four days a week, 2 days a week, 3 days a week, 4 days a week, 3 days, 4 days,
  three days, four days, 2 days, two days, 2.5 days, 22 hours, 30 hours, 18.5 hours
NEEDS: should i … first, do i … first, shall i … first, tackle, visits overdue, overdue visits,
  visits are overdue, visits due, late visits, visits, needs me, need me, needs my attention,
  need my attention, attention, need to do, have to do, got to do, supposed to do, should i do,
  should i be doing, on my list, to do, todo, to dos, todos, to do list, tasks, my tasks, to sign off,
  sign off, signing off, needs signing off, need signing off, waiting for me, waiting on me, for me to,
  anything for me, urgent, priorities, priority, outstanding, jobs, to agree, agree, what is new,
  have i missed, did i miss, missed, my day, inbox, need from me, want from me, waiting on my, to look at,
  do i need to look at, next for me, on my desk, my attention, to be done, on today, my actions, my jobs,
  actions for me, need doing, needs doing, do today, anything else for me, what next, do first, deal with,
  to chase, need to know, on my agenda, what have i got today, pending, to approve, approve, approvals,
  wants me, want me, anything new, new for me, where do i start, where should i start, where to start,
  where do i begin, where shall i start, am i behind, behind on, behind with, fallen behind, catch up on,
  catching up on, have i forgotten, did i forget, forgotten to do, slipped, slipping, due from me, owe,
  owed from me, chasing me, chase me, back off leave, back from leave, got on today, on for me today,
  waiting for my, needs my, need my, needs my decision, decisions for me, my plate today, needs sorting,
  need sorting, needs sorting out, most pressing, pressing
SUPERVISION: sit down, sit-down, sit down with, supervision, supervisions, supervised, one to one, one to
  ones, 1:1, 1 to 1, 121, 121s, 1-1,
  1-2-1, 1:1s, superv, sup, sups, one-to-one, one-to-ones
CONCERN: take … off me, taken … off me, move … off me, get … off me, have … taken off me, caseloads …
  safe, caseloads … unsafe, workloads … safe, load … safe, concern, concerns, raise,
  raised, talk about my caseload, talk about my workload, talk about my cases, talk to my manager,
  speak to my manager, talk to someone, speak to someone, talk to somebody, speak to somebody,
  talk about my load, flag, flag up, flagged, say something about my caseload, need to talk, want to talk,
  complain, complaint, tell my manager, let my manager know, i need help with my caseload,
  help with my caseload, escalate my caseload, help with my workload, talk about it, talk to my supervisor,
  speak to my supervisor, worried about my caseload, worried about my workload, worried about my cases,
  worried about my load, concerned about my caseload, concerned about my workload, i have too many,
  i have got too many, i have too much, i have got too much, this is too much, it is too much,
  too much work, not fair on me, worried about how much i, i have too big a caseload, say it is too much,
  raising, workload … safe, caseload … safe, numbers … safe, workload … unsafe, caseload … unsafe,
  workload … dangerous, caseload … dangerous, unsafe workload, unsafe caseload, unsafe caseloads,
  not safe practice, unsafe practice, with this many, with this many cases, unsafe working,
  need someone to talk to, whistleblow, put in writing that, on record that, make it known,
  unhappy with my caseload, unhappy about my caseload, unhappy with my workload, too many for one person,
  too much for one person, say something about my workload, health check, discuss my caseload,
  discuss my workload, discuss my cases, chat about my caseload, chat about my workload,
  take something off me, take some off me, take cases off me, get something off me, lighten my load
STRAIN: go … wrong, going … wrong, have not had … break, have not had … lunch, have not had … weekend,
  have not had … evening, have not stopped, no time to, no time for, can not do it all, can not do them
  all, can not do all, can not see everyone, can not see everybody,
  can not visit, can not get round, can not get to, can not fit, can not keep … safe, can not protect,
  can not do right by, can not do justice to, can not do it properly, can not give them, can not hold,
  no more cases, no more kids, no more children, stop giving me, stop allocating, do not give me,
  do not allocate me, going to miss, will miss something, going to make a mistake, will make a mistake,
  go wrong, goes wrong, slip through, slipping through, fall through the cracks, fall through the net,
  drop the ball, dropping balls, burning out, at the end of, breaking me, killing me, making me ill, cried,
  not physically possible, impossible to, can not be done, nothing left, no breaks, skipping lunch,
  weekends again, evenings again, thinking of leaving, cannot go on like this, past my limit, over my head,
  in over my head, up to my eyes, up to my neck, on its knees, on their knees, on our knees, on his knees,
  on her knees, so behind, do not sleep,
  nobody listens, no one listens, all too much, it is all too much, can not breathe, on the edge,
  really hard, drowning, struggling, not coping, can not cope, can not do this, can not go on, burnt out,
  burned out, burnout, stressed, overwhelmed, on my knees, exhausted, breaking point, at breaking point,
  can not keep up, can not manage, too much for me, too much on, going under, at my limit,
  at the end of my tether, knackered, worn out, losing it, can not take any more, can not take on any more,
  had enough, not manageable, unmanageable, can not carry on, frazzled, working till, working until,
  working late, working every evening, working every night, working every weekend, working weekends,
  working evenings, every weekend, on top of it, on top of things, on top of everything, in tears, crying,
  not sleeping, can not sleep, can not switch off, no life, at the end of my rope, falling apart,
  out of my depth, at my wits end, can not face, can not do it any more, buckling, wiped out,
  running on empty, out of control, not keeping up, broken by, stressed out, feel sick
WAITING: have nobody, has nobody, got nobody, have no one, got no one, without anybody, without anyone,
  to be given out, given out, to give out, to hand out, to be handed out, still to go out, not given out,
  waiting list, waiting, wait, waits, unallocated, not allocated, nobody allocated, without a worker,
  no worker, needs allocating, to allocate, need allocating, backlog, queue, queuing, queueing,
  waiting to be allocated, awaiting allocation, awaiting, pending allocation, left to allocate,
  still to allocate, unassigned, need a worker, needs a worker, nobody has, needing allocation,
  need a social worker, without a social worker, not got a worker, no social worker, to be allocated,
  not been allocated, not assigned, without an allocated worker, no allocated worker,
  allocations outstanding, outstanding allocations, on the list, stacked up, stacking up, without a sw,
  no sw, not got a sw, not got a social worker, not have a social worker, not have a worker, not have a sw,
  need a sw, needs a sw, without a named worker, no named worker, no one allocated, no one has,
  not picked up, not been picked up, no allocated social worker, without an allocated social worker,
  without sw, without social worker, not yet allocated, sat on duty, sitting on duty, held on duty,
  on the duty list, needing a worker, needing a social worker, waiting for a worker,
  waiting for a social worker, waiting to be picked up
TREND: how long … been, how long has, how long have, for how long, since when, how long was, how long
  were, got worse, got better, gets worse, gets better, worse than last, better than last, went up,
  went down, last 12 weeks, last 20 weeks, weeks ago, weekly trend, trend, trends, trending, over time,
  history, historic, historical, over the last, over the past, last few weeks, last few months, last month,
  last quarter, last year, this year, past year, past few weeks, past few, getting better, getting worse,
  going up, going down, gone up, gone down, rising, falling, improving, better or worse, graph, chart,
  week on week, month on month, changed, compared to last, compared with last, long term, been like,
  been doing, over the year, over the summer, last week, over recent weeks, creeping up, since last,
  direction, progress, getting any better, been going, this bad, that bad, as bad as, used to be,
  same time last year, this time last year, this time last month, since christmas, since easter,
  since the summer, since january, since april, since september, ever been, been worse, been better,
  more than last, less than last, six months ago, months ago, a year ago, a month ago, last six months,
  last three months, last 3 months, last 6 months, last 12 months, last few, climbing, dropped off,
  crept up, over recent months, up or down, better off than, coming down, come down, improved, worsened,
  worsening, this quarter, month by month, week by week, over the months
DIGEST: digest, digests, weekly digest, team digest, this weeks digest, last weeks digest, weekly summary,
  weekly report, weekly roundup, weekly round up, weekly update, summary of the week, summary of this week,
  report for the week, report for this week, round up of the week, monday message, monday report,
  monday summary, monday update, weekly message, weekly numbers, weekly figures, weekly email,
  week in numbers, the week in a nutshell
WAS: was, were, did
MONTH: in may, in march, last may, last march, january, february, april, june, july, august, september,
  october, november, december, christmas, easter, spring, summer, autumn, winter
COMPARE: busier, heavier, lighter, quieter, more room, bigger, busier than, compare, compared, compares,
  comparison, comparing, versus, vs, v, side by side, against, next to, difference between, differ, evenly,
  even, spread, balance, balanced, fairly, fair, fairness, stack up, doing better
CASE: one of mine, one of ours, one of his, one of hers, one of theirs, one of my cases, one of my kids,
  one of my families, one of my children, a case of mine, two of mine, some of mine, case, cases called,
  child, kid, reference, ref, card, that case, this case, the case, that child,
  this child, the child
HELP: help, what can you do, what can i ask, what do you do, what are you for, what do you know, commands,
  command, how does this work, how do you work, how does this thing work, who are you, what are you, guide,
  manual, getting started, what can i ask you, what else can you do, what can this do, what can i do here,
  options, menu, how do i use you, how do i use this, what can i say, what questions can i ask, how to use
HOWTO: how to, how do i, how do you, how how to, how would i, how should i, where do i, how do we,
  how does one, what is the command, what do i type, what is the way to, can i, steps to, is there a way to,
  show me how, remind me how, tell me how, where would i, what do i do to, how you
PEOPLE: remove, take … off my team, add a, off the system, who is my supervisor, who is my manager,
  who is the manager, who supervises, who manages, who covers, covering for, who is covering, covers for,
  who is the supervisor, who is in my team, who works in, who is in the team, cover for, starter,
  new starter, starters, joiner, joining, starts on, leaver, leavers, leaving, leaves, left, changing hours,
  change hours, change of hours, going part time, hours change, add a worker, add somebody, add someone,
  update hours, new worker, reduce hours, phased return, absence, record an absence, add an absence,
  staff list, people list, who is … manager, who is … supervisor, who is … boss, who is … line manager,
  who is … tm, who does … report to, who do … report to, reports to, report to, who runs, who leads,
  who heads up, who is in charge of, line manages, line managed by, new … starting, new … starts,
  new … joining, starting on, starting monday, starting next week, starting in, starts monday,
  starts next week, new sw, new social worker, new agency worker, new student, new support worker, new asye,
  first day, last day, last working day, handed in, handing in, handed his notice, handed her notice,
  moving teams, moves to the, joins us, joined us, has joined, joined the team, going down to, dropping to,
  dropping down to, dropping hours, going to … days, gone down to, going up to, cutting hours,
  cutting down to, reducing to, reducing hours, change … hours, change … supervisor, change … manager,
  new manager, new supervisor, condensed hours, compressed hours, secondment, seconded, retiring, retires,
  last week with us, sheet of staff, finishing on, comes back from leave, back part time, vacancies,
  vacancy, establishment, take … off the list, remove … from the team, add … to the team, add … to my team,
  set up … as, acting up
POLICY: policy, policies, agreed figures, trial figures
START: start, switch on, turn on, go live, begin
HOW: how, hw
WHO: which of my lot, which of my workers, which of my people, any of my lot, which of us, which of our lot,
  who in my team, which one of my, who, whom, anyone, anybody, someone, somebody, any worker, anyone in,
  which worker, which workers, which of my team, any of my team, which social workers, which social worker,
  any of them, who else, any workers, which asyes, any of you, any asyes, anyone got
WHICH: which, what
MANY: any new, how many, how much, count, number of, how big, how large
SHOW: show, show me, show us, give me, give us, tell me, tell us, let me see, let me know, let me have,
  remind me, can i see, can i have, could i see, could i have, may i see, can i get, can you show me,
  could you show me, can you tell me, could you tell me, can you give me, i want to see, i need to see,
  i would like to see, i would like, i want to know, do you know, i wonder, i was wondering, wondering,
  please, could you, can you, would you, display, view, see, look up, find, pull up, bring up, get me, list,
  what about, how about, talk me through, take me through, run me through, i am looking for, looking for,
  i am trying to find, can we see, can we have, open, i need, i want, quick one, quick question, any idea,
  any chance, just checking, open up, walk me through, do we know, can you say, help me, can i just
DUE: due, overdue, late, next, when, last, owed, behind, date
AND: who else, anyone else, anybody else, any others, any more, and, also, plus, same, same for, same again,
  ditto, what about, how about, now, then, or, else, instead
ALL: all, every, each, whole, entire, overall, across, everything
ME: can i, am i able to, how do i, how would i, me, my, mine, i, myself, promised me
WE: my teams load, my teams caseload, my teams numbers, my teams points, my teams cases, how do we, my team,
  our team, the team, my lot, our lot, us, we, our, ours, my people, my staff, my workers, my guys,
  my social workers, everyone, everybody, people, staff, workers, folk, folks, social workers, team members,
  our workers, our staff, the workers, my team members, the guys, all my team, the whole team, whole team,
  our people, the staff, my asyes, our asyes, asyes, nqsws, my caseholders, caseholders, my crew, my folks,
  the council is
THEM: he, she, they, him, her, them, his, hers, their, theirs, that worker, that person, this person,
  this worker
IT: it, that one, this one, that case, this case, the case, that child, this child
THERE: there, that team, this team
TEAM: team
TEAMS: by team, per team, teams, which team, which teams, what team, what teams, all teams, all the teams,
  every team, each team, any team, other teams, the other teams, another team, the teams, our teams,
  my teams, team by team, across teams, across the teams, between teams, between the teams, any other team,
  other team, any teams, team to team, the other team, any other teams
SERVICE: service, service area, my service, our service, the service, across the service, whole service,
  the whole service, service wide, service-wide, my area, my patch, our patch
SERVICES: by service, per service, services, which service, which services, all services, every service,
  across services, across the services, the services, all the services, each service
COUNCIL: whole dept, dept, council, the council, whole council, authority, the authority, local authority,
  borough, county, council wide, council-wide, across the board, overall picture, department, directorate,
  all of children's services, the whole place, childrens services, children's services,
  childrens social care, children's social care, whole department, the whole lot, la, authority wide,
  organisation, the whole department, city, district
WORKER: worker, social worker, sw, asye, nqsw, newly qualified, ap, advanced practitioner, support worker,
  team manager, service manager, practitioner, senior practitioner, senior social worker, senior, manager,
  supervisor, colleague, newly qualified worker, student, sws, aps, fsw, family support worker, pa,
  personal adviser, iro, head of service, hos, dcs, agency worker, ssw
"""
