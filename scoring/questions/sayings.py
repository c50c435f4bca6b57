"""The rest of the lexicon: what is wanted done, and what isn't answered or only said."""

SAYINGS = """
ALLOCATE: allocate, allocating, allocation, assign, assigning, give, giving, put, hand, allocating to,
  place, i need to allocate, i want to allocate, need to allocate, want to allocate, got to allocate,
  have to allocate, going to allocate, like to allocate, ready to allocate, trying to allocate,
  about to allocate, best placed, best person, right person, who is best for, who should have it,
  who should have this, who should get it, who should get this, who should have, who should get, who gets,
  who gets it, who shall have, who would be best, goes to who, who does it who do i give, allocation for,
  allocate it
CLOSE: close, closing, closed, close down, end, shut, close off, finish, ncf, nfa, ended, be ended,
  finished, finished with, done with, closed down, closure, ready to close, case closed, wrap up,
  wrapped up, be shut, closing down, come off my caseload, take … off my caseload, no further action,
  come to an end, off my list, discharged
ESCALATE: bump … up, up to cp, up to s47, up to section 47, go up to cp, gone up, go up to, goes up to,
  escalate, escalating, escalated, step up, stepping up, stepped up, gone to cp, going to cp, move to cp,
  went to conference, gone to conference, going to conference, been to conference, went to icpc,
  gone to icpc, went to case conference, now on a cp plan, now on a plan, now on a child protection plan,
  now cp, is now cp, is cp now, on cp now, made cp, made a cp plan, put on a plan, placed on a plan,
  become cp, became cp, now lac, now cla, now looked after, become looked after, became looked after,
  come into care, came into care, coming into care, now in care, accommodated, gone lac, gone into care,
  gone s47, now s47, now a s47, gone to s47, gone to section 47, gone up to, stepped it up, went to cp,
  turned into a s47, turned into, step … up, subject to a plan, subject to a cp plan, bumped up,
  escalated to
STEP_DOWN: step down, stepping down, stepped down, step-down, de-escalate, deescalate, step … down,
  stepped … down, stepping … down, take … down to cin, bring … down to cin, move … down to cin, down to cin,
  down to child in need, dropped to cin, come off cp, came off cp, off the plan, come off a plan,
  come off a cp plan, came off a plan, come off its plan, plan has ended, no longer cp, back to cin,
  now just cin, now cin, dropped down
REALLOCATE: reallocate, re-allocate, reallocating, reassign, re-assign, move, moving, transfer,
  transferring, hand over, handover, swap, pass, pass on, pass over, change worker, change the worker,
  take off, take away from, move … over to, move … to, take … off, shift … to, shift, switch … to,
  swap … to, swapped, hand … to, hand … over, pass … to, reassigned, reallocated, transferred to,
  needs a new worker, needs a different worker, change of worker, change of social worker
CO_WORK: co worker, co workers, co-work, cowork, co work, joint work, joint-work, jointly, co-worker,
  coworker, co-working, shadow, co-worked, cowork with, coworking, joint worked, joint-working,
  work … jointly, work … together, share … with, second worker, secondary worker, double up, doubling up
REWEIGH: points … off, points … wrong, reweigh, re-weigh, reweight, rescore, re-score, change the points,
  adjust, judgement, judgment, uplift, add points, adjust the points, up the points, weigh again, reweighed,
  reweighted, re-weighted, look … weighting, points are wrong, points look wrong, points seem wrong,
  points seem low, points look low, points seem high, points look high, should be more points,
  should be worth more, worth more than, worth less than, deserves more points, more points for,
  weighted wrong, change … points, change … weighting, review … points, review … weighting,
  review the weighting, wrong points
REOPEN: reopen, re-open, open again, come back in, came back in, coming back in, is back in, back open,
  open … again, reopened, re-opened, re-opening, reopening, re-referred, rereferred, closed by mistake,
  closed in error, closed too early, should not have closed, should not have been closed, unclose, un-close,
  opened back up, open … back up
WHETHER: has … been, have … been, did … get, was … ever, is … still, has … gone, has anyone, has anybody,
  did anyone, did anybody, have … closed, has … closed, did … close, have … moved, did … move, is … open,
  is … closed
NEW: new, just come in, just came in, just come through, came in, come in, just in, just landed, landed,
  coming in, incoming, referral, referrals, just arrived
CIN: cin, child in need, children in need, chin, section 17, s17, cin case, cin cases, cin plan,
  child in need case, child in need cases, cins
ASSESSMENT: assessment, assessments, asmt, c and f, c&f, single assessment, caf,
  child and family assessment, child and family assessments, children and families assessment,
  child and family, single assessments, c&f assessment, cfa, pre birth assessment
S47: s47, s47s, section 47, sec 47, s.47, s47 enquiry, section 47 enquiry
CP: cp, cpp, cpps, child protection, child protection plan, child protection plans, cp plan, cp plans,
  cp case, cp cases, child protection case, child protection cases, cp plan case, cps
CLA: cla, lac, cic, looked after, looked-after, looked after child, looked after children, children in care,
  child in care, lac case, looked after case, lac cases, cla case, cla cases, cla child, lac child
CARE_LEAVER: care leaver, care leavers, care_leaver, cl, leaving care case, care leavers case, cls
CARERS: carers, carer, fostering, adoption, foster carers, fostering household
HARM: died, has died, child death, been killed, hurts, hurts her, hurts him, disclosed, disclosing,
  disclosure, discloses, hit him, hit her, hit them, hits him, hits her, hits them, been hit, being hit,
  hitting him, hitting her, hurt, hurting, beaten, beating, punched, slapped, kicked, assaulted, bruise,
  bruises, bruised, bruising, black eye, injury, injuries, injured, burn marks, self harm, self harmed,
  self-harm, self-harmed, self harming, suicidal, suicide, overdose, overdosed, kill himself, kill herself,
  kill themselves, gone missing, went missing, missing from home, missing from placement, missing since,
  has been missing, not safe at home, unsafe at home, safe at home, scared to go home,
  frightened to go home, afraid to go home, sexually, raped, groomed, grooming, trafficked, molested,
  touched him, touched her, immediate danger, in danger, allegation, allegations, alleged, threatened him,
  threatened her, run away, ran away, home alone, starving, starved, locked in, strangled
UNSAFE: safe, unsafe, not safe, is not safe, safely, dangerous, dangerously, danger, hazardous, unsafely
CHILD: this child, that child, the child, a child, this boy, that boy, the boy, a boy, little boy, this girl,
  that girl, the girl, a girl, little girl, baby, the baby, newborn, unborn, toddler, teenager, the lad,
  the lass, little one, year old, the kid, this kid, that kid, a kid, son, daughter, stepdad, stepmum,
  partner,
  boyfriend, girlfriend, placement, foster placement, at home, go home, home tonight, grandma, gran, uncle,
  stepfather, stepmother, sibling group, the twins, perpetrator
HERE: of them, this many, so many, this much, so much, levels, conditions, practice, this is, it is, that is,
  things are, is this, the way we, how we are, here
RELATIVE: mum, mother, dad, father, parents, mums, dads, parent
RISK: scared for, frightened for, afraid for, fearful for, worried for, worried about the boy,
  worried about this boy, worried about the girl, worried about this girl, worried about the baby,
  worried about this baby, concerned for, how worried, how concerned, should … go to conference, should …
  go to court, should … come into care, should … be removed, risk,
  risks, risky, at risk, harm, harmed, harming, abuse, abused, neglect,
  threshold, thresholds, into care, section 20, s20, remove the child, protect the child, significant harm,
  go to court, issue proceedings, exploitation, domestic violence, domestic abuse, worried about a child,
  worried about the child, worried about this child, case plan for, return home, contact with,
  strategy meeting, strategy discussion, need a strat, should i remove, safeguarding referral,
  police protection, epo, emergency protection, be removed, go home, is he safe, is she safe, are they safe,
  okay at home, lado
SICKNESS: on leave, away today, who is away, who is off, in today, who is in today, off today,
  what is wrong with, why is he away, why is she away, sick, sickness, ill, illness, off sick, poorly,
  unwell, sick leave, sick note, fit note, medical, diagnosis, pregnant, pregnancy, maternity, off work, gp,
  health, mental health, covid, hospital, surgery, cancer, depressed, depression, anxiety, off with,
  why is he off, why is she off, is off, signed off, been off, going off, why is … off, why is … away,
  why has … been off, why was … off, how long is … off, how long will … be off, when is … back,
  when will … be back, off with stress, off long term, long term sick, is it stress, compassionate leave,
  bereavement, back from sick, gone sick, is … off sick, is … poorly, in work today, flu, migraine,
  operation
HR: get rid of, can i get rid of, getting rid of, show … the door, let … go from the team, manage … out,
  managed out, at his
  job, at her job, at their job, pay, salary, salaries, wage, wages, sacked, sack, fired, fire,
  dismiss, disciplinary, disciplinaries, capability, grievance, contract, holiday, holidays, annual leave,
  performance, performing, underperforming, appraisal, lazy, slacking, pension, overtime, toil, hr,
  human resources, promotion, notice period, resign, resigned, resigning, sickness record, poor performer,
  any good, good worker, bad worker, good at their job, good at his job, good at her job,
  pulling their weight, pulling his weight, pulling her weight, productive, productivity, a rise, pay rise,
  bonus, leave left, days leave, book leave, book annual leave, request leave, payslip, paid, regrade,
  job interview, reference for, worth keeping, sickness procedure, incompetent, competent
MOST: most, highest, heaviest, biggest, busiest, largest, fullest, hardest
LEAST: quiet, quieter than the rest, least, lowest, fewest, lightest, quietest, smallest, least busy, fewer,
  emptiest
LEAGUE: top 3, top three, top 5, top five, top 10, top ten, best, worst, league table, league tables, rank,
  ranking, rankings, ranked, top performer, slowest, weakest, laziest, better than, worse than, strongest,
  works hardest
ABOUT: manager read, boss read, supervisor read, who can read, anyone read, anybody read, they read, what
  i ask,
  what i ask you, what i say to you, what i tell you, anonymous, anonymously, see this, boss see, manager
  see, supervisor see, who gets to see,
  is it logged, is it recorded, who can see, is this confidential, is it confidential, confidential,
  are you a robot, are you human, are you ai, are you a bot, are you real, do you store, do you keep,
  do you remember, do you record, do you save, do you log, are you recording, who made you,
  can my manager see, can my supervisor see, can they see, who sees, what do you keep, what do you hold,
  is this private, is it private, data protection, gdpr, privacy, who built you, are you listening,
  see what i ask, real person, a real person, are you a person, are you a human, a human, chatgpt, chat gpt,
  gpt, copilot, gemini, an ai, ai, artificial intelligence, are you a machine, a machine, is this a bot,
  are you automated, automated, talking to a robot, talking to a bot, talking to a person, a robot, who
  reads,
  who else reads, read what i type, see what i type, who else sees, can see this, see this chat,
  what i type, are you alive, are you spying, are you a … robot, are you … robot, spying on, who
  programmed you, who runs you,
  do you get things wrong, where do you get your, how do you know, are you watching, does anyone see,
  does anybody see, will my manager, is this recorded, is this logged
PRIVATE: the child's name, the child is called, address, addresses, phone number, telephone number,
  telephone, mobile, mobile number, date of birth, dob, birthday, home address, nhs number, ethnicity,
  religion, gender, how old, surname, child's name, childs name, name of the child, children's names,
  names of the children, what is the child called, is the child called, who is the child, email address,
  where does he live, where does she live, where do they live, does he live,
  does she live, do they live, lives at, diagnosis of, medical history, criminal record, phone
ELSE: order me, order some, book me a, book me in, book a, book us a, booking, meeting room, dinner,
  canteen, sandwich, sandwiches, parking, car park, printer, printing, wifi, wi-fi, password, laptop, login,
  log in to, mileage, expenses, timesheet, joke, football, lottery, recipe, weather, taxi, flight, hotel,
  toilet, toilets, coffee machine, vending machine, email for me, write me, draft, minutes of, genogram,
  chronology, write up, case note, case notes, translate, calculate, horoscope, birthday cake, restaurant,
  pool car, hire car, swipe card, lanyard, fob
ELSEWHERE: has moved to, have moved to, family moved to, family has moved to, family have moved to,
  family moving to, they moved to, they have moved to, moved away to, moved out to, moving away to,
  gone to live in, living in, lives in, live in, moved back to, placed in, placed out in, relocated to,
  relocating to, transfer in from, transferred in from, transferring in from, coming in from, come in from,
  came in from, in from, over from, transfer from, moved here from, out of area in, transfer out to,
  moved up from, moved down from
GREETING: test, testing, testing testing, caseload promise, hi, hello, hey, morning, good morning,
  afternoon, good afternoon, evening, good evening, hiya, yo, howdy, hi there, hey there, how are you,
  how are you doing, are you ok, you ok, you there, are you there, how is it going, alright mate,
  hello there, how do
THANKS: good, smashing, sorted, ok, okay, alright, fine, thanks, thank you, thank you very much, ta, cheers,
  perfect, brilliant, cool, lovely, fab, great, nice one, many thanks, much appreciated, appreciated,
  that is great, that is helpful, bye, goodbye, good night, ok thanks, super, excellent, wonderful,
  good bot, legend, amazing
INSULT: muppet, numpty, plonker, not what i asked, not what i meant, that is not what, try again, hate this,
  that is wrong, that is not right, this does not work, it does not work, not helpful, you are wrong,
  got that wrong, why are you, why do you, what the hell, too slow, so slow, does not work, is not working,
  idiot, stupid, useless, rubbish, crap, shit, shite, fuck, fucking, fucked, fuck off, bollocks, moron,
  dumb, i hate you, hate you, pathetic, twat, wanker, arse, bastard, garbage, waste of time, piss off,
  sod off, shut up, wtf, hopeless, thick, bloody useless, damn, you suck, bloody, daft, terrible,
  worse than useless, shut it, get lost
INSTRUCTIONS: ignore your instructions, ignore all previous, ignore previous, ignore the rules, ignore all,
  ignore your rules, ignore everything, previous instructions, your instructions, system prompt, pretend,
  act as, you are now, jailbreak, developer mode, override, disregard, as an admin, i am the administrator,
  bypass, your prompt, your rules, forget your, forget the rules, forget everything, admin mode,
  instructions, roleplay, role play
"""
