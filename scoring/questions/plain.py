"""Words without a meaning of their own: what is typed in haste, and ordinary words that are nobody's name."""

HASTE = """
hows: how is, whos: who is, whats: what is, wheres: where is, whens: when is, thats: that is,
theres: there is, whys: why is, im: i am, ive: i have, id: i would, dont: do not, doesnt: does not,
cant: can not, cannot: can not, isnt: is not, arent: are not, hasnt: has not, havent: have not,
wont: will not, whose: who is, gimme: give me, lemme: let me, wanna: want to, gonna: going to,
gotta: got to, u: you, ur: your, r: are, pls: please, plz: please, thx: thanks, abt: about, w: with,
hw: how, wat: what, wot: what, wots: what is, hv: have, theyre: they are, rom: room, tem: team, rn: now,
atm: now, w/o: without, wo: without, cld: could, shd: should, tmrw: tomorrow, tmw: tomorrow,
summat: something, owt: anything, bout: about, dyou: do you, dya: do you, cmon: please, wasnt: was not,
didnt: did not, shouldnt: should not, couldnt: could not, wouldnt: would not, havnt: have not, aint: is not,
dnt: do not, asap: now, ppl: people, tm: team manager, sm: service manager
"""

PLAIN = """
rain raining rains snowing sunny
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
real reality honestly recent ours yours theirs itself themselves yourself myself else instead almost afford
agenda agreed ahead alarm alone along apart apologies app arrived assist attached awful awkward backing
banging beg begging bet bits blimey board boss bother bothering bothers breakfast brief briefing briefed
brilliant bringing bug calendar calling calls camhs canteen catch catching caught cgas chair chairing chairs
chaos charge chat chatting cheeky child's childcare clinic colleagues collect cohort coming complex
conferences confused corporate corridor counting crack crazy crisis crossed cuts date dates dcs deadline
deadlines deals deciding decisions dentist deputy desperate detailed diary dinner director disaster dmt
doctor dropped dropping early eat ehcp emailed emails ended ends exec expecting explaining fancy favour
favours feedback feeding feeling fell felt figure filled finding finished finishing fit fixing floor folder
folk foot forgot forgotten fortnight forum gather gives giving goodness gosh grab grabbed halfway handed
handing handy hanging happen happens happening headache hearings heaven hell helping hiding hiring hoping
hopefully horrible household huddle icpc induction info inspector inspectors interview interviews intranet
invite iro jotting juggle jump jumped keeping kept kicking knowing knew laptop leader leaders leading leads
leftover letting lift linked listed lists loading logged logging login looked losing lost lunchtime mad
madness mail making managed manager's managers managing mash massive meant meantime meet meets member
members mental mess messed messy midday midweek mine missing mixed mosaic liquidlogic eclipse lcs excel
outlook powerpoint spreadsheet slack zoom webex sharepoint monitoring moved moving mum's named naming night
nightmare nights noise notice noticed oclock o'clock obviously odds officer officers ordinary organise
outside oversight owe owed owing panel panels papers parked partner partners partnership passed passing
patch paying phew phoned phoning pile piled piles placed placement placements planner pleased pm popped pop
popping portfolio posted posts practical practitioners preparing prep presentation print private proceed
promising prove proving provided pulled pulling pushed pushing puts putting raised ran rang realise
reallocation reassure recap recruit recruiting recruitment reduced reducing referred referral refer relief
rely remembering reported reporting reports required respond response responsible retire returning reviewed
reviewing ringing ruined rush rushed rushing sanity sat saw schedule scheduled school schools scrap
screaming screen seeing seemed sending sends senior sensible sent sept series sessions sets setting shape
shared sharing shocking shop shout shouting shove sickness signed signing silly sitting skip skipping
slammed slots slt smt solid solve somehow someone's sometimes sooner sorted sorting spoke spoken spot spread
spreads standards starting starts starter stays stepping sticking stopped strategic strategy strategies
stretch struggle stuck suggested suggestion suggests sup superb supporting supports supposed swamped swear
taken takes taking talked talking teach team's telling tells terrifying thats thinking tidying tired
tomorrow's tonight's tough town tracking trains transfers trip trust tuesday's turned turning tweak unable
understanding undo unfair unlikely unsure upcoming updated updates updating urgently useful user vague
verify visited visiting waited wake walked walking wanted wanting warning wasn wasting watching weren whats
whenever wherever willing wishing woman's wondered wondering worker's workers' worries worrying worst wow
wrap wrapping yesterday's allocations allocation caseworker caseworkers casework locum locums duties dutys
ssw fsw ypa yps kiddo kiddos kiddies bairn bairns bairn's sibling siblings brother brothers sister sisters
stepdad stepmum gran grandma grandad grandparents uncle aunt auntie foster kinship sgo guardian guardians
teenager teenagers teen toddler baby babies newborn unborn lad lads lass lasses tot tots headteacher nursery
police copper coppers solicitor solicitors barrister judges magistrates cafcass nhs visitor visitors midwife
midwives gp gps hospital paediatrician therapist counsellor council's councillor councillors cabinet mp lgo
ombudsman ofsted's inspections regulator ilacs jtai annex dashboard tableau powerbi report's stat stats
returns ssda903 dfe snapshot snapshots quarter's board's budgets fairly shifts rotas covering swap swapped
annual lieu flexi flexitime toilets kettle biscuit biscuits cake lovely luv pet hun boss's guv bruv buddy
ladies gents everyone's everybody's anyone's anybody's nobody's somebody's whatnot whatsit thingy thingies
doodah gubbins bloody blooming flipping flaming ruddy dead mega super ultra kinda sorta innit aye nae wee
canny nowt pain pains pizza supper pint pub drink drinks dog cat road shops bike birthday wedding funeral
chased chasing tackle tackled dad's lad's ticks ticked boxes box burden bundle batch bulk chunk chunks pinch
preferably
"""
