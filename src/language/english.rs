//! The lists of English.

use super::Language;
use super::words::words;

/// The lists of English. (`numbered` holds no months: a letter or a Roman numeral after one of these is no number.)
pub(crate) static ENGLISH: Language = Language {
    titles: words!(
        "abp acad adj adm adms ald amb ambs archbp archim assoc asst att atty attys bp br brig bro capt capts \
         card cdr chmn cllr cmdr cmdrs cmdt col cols comdr comm cong const coun cpl cpls cpt dcn def dep det dets \
         dir dirs dn dr drs eng ens flt fr frl ft gen gens gov govs h.e h.h h.m h.r.h hon hons hr ing insp ldr lt \
         ltc lts maj majs messrs metr mgr min mlle mlles mm mme mmes mons mr mrs ms mses msgr mt mts mx ofc patr \
         pfc pres prof profs pt pte pvt pvts rep reps rev revs rt sec secy sen sens sfc sgt sgts spc sqn supt \
         supts ven visc wg"
    ),
    saints: words!("st ste sts"),
    first_parts: words!(
        "afghan african american arab armenian asian azerbaijani belarusian british bulgarian caspian central \
         chinese collective constitutional customs czech deputy economic estonian eurasian european federal \
         finnish foreign french general georgian german greek hungarian indian international iranian islamic \
         israeli italian japanese kazakh korean kyrgyz latvian lithuanian moldovan mongolian national norwegian \
         pakistani polish prime romanian russian saudi security serbian shanghai soviet spanish supreme swedish \
         tajik turkish turkmen ukrainian united uzbek vice"
    ),
    directions: words!("black east eastern hong middle new north northern red south southern sri west western white"),
    second_parts: words!(
        "africa america arabia asia atlantic balkans bank belarus caucasus china coast corridor council court \
         delhi economic europe hague house jersey kingdom kong korea lanka macedonia ossetia saxony sea side \
         stream sudan timor virginia york zealand"
    ),
    courtesy: words!("messrs mlle mlles mme mmes mr mrs ms mses"),
    leading: words!("a.k.a approx avg ca cf e.g eg esp excl i.e ie incl v viz vs"),
    numbered: words!(
        "abt add amdt ann app approx apr apt art arts aug bk bks bldg bull ca cap ch chap chaps circ cl cls col \
         corr dec doc docs ed encl ep eq eqs est ex exh ext feb fig figs fl fn iss jan jul jun ll mar max min nn \
         no nos nov nr oct op ord p par para paras pp proc prot pt pts rec ref reg regs res rev rm sch sched sec \
         secs sect sects sep sept ser ss ste str subpara subsec supp suppl tab tel tit ver vol vols"
    ),
    referring: words!(
        "amdt ann app apt art arts bk bks bldg cap ch chap chaps circ cl cls div doc docs encl eq eqs ex exh fig \
         figs no nos op p para paras pp prot pt pts ref reg regs res rm sch sched sec secs sect sects ser ss ste \
         subpara subsec supp suppl tab tit vol vols"
    ),
    no: words!("no"),
    inner: words!(
        "al ave bldg blvd bros cie co corp ctr d.phil dept depts dist div govt hwy im inc inst intl jr llc llp \
         ltd m.phil mfg mgmt natl obl okr pk pkwy pl plc pty rd ret rte rwy soc sq sr st ste sts terr ul univ"
    ),
    months: words!("apr aug dec feb jan jul jun mar nov oct sep sept"),
    proper: words!(
        "ala alta ariz ark cal calif colo conn del fla fri ga haw ida ill ind kan kans ky la mass md mich minn \
         miss mo mon mont neb nebr nev okla ont ore pa penn que sask sat sun tenn tex thu thur thurs tue tues va \
         vt wash wed wis wisc wyo"
    ),
    also_words: words!("bro card col cols comm def det doc docs ens gov min ms pres pt rep reps rev sec secy"),
    units: words!(
        "bln bn cm cu ft ha hp hr hrs kg km kw kwh lb lbs mi mil min mins ml mln mm mn mph mw oz pct sec secs sq \
         tn tril trn twh yd yr yrs"
    ),
    hours: words!("a.m p.m"),
    after_hours: words!(
        "ast cest cet cst ct eastern edt eest eet est et gmt ist jst mdt mountain msk mst pacific pdt pst pt utc"
    ),
    hour_nouns: words!("daylight local standard summer time"),
    regnal: words!(
        "alexander catherine charles elizabeth francis frederick george gustav henry james john leo louis mary \
         mehmed minsk napoleon nicholas olav osman paul peter philip pius stream suleiman umberto victoria \
         wilhelm william"
    ),
    calendar: words!(
        "april august december february friday january july june march may monday november october saturday \
         september sunday thursday tuesday wednesday"
    ),
    lettered: words!(
        "annex appendix article block building category chapter class clause column division exhibit figure flat \
         gate generation grade grades group hall hepatitis item level lot malcolm model module option page panel \
         paragraph part phase plan platform point pool project rated room scenario schedule section sector serie \
         series size stage subgroup table team terminal tier track type unit variant version vitamin volume war \
         ward wing zone"
    ),
    before_initials: words!("against and between by for from of or per than to via with"),
    starters: words!(
        "a according additionally after again all almost already also although always among an and another any \
         anyone anything are as asked at because before besides both but by consequently despite did do does \
         during each earlier either even every everyone everything except few finally five following for four \
         from further furthermore given had has have he her here his how however i if in indeed instead is it its \
         last later let many maybe meanwhile more moreover most much my nearly neither never nevertheless no \
         nobody none nonetheless not nothing now of officials often on once one only other others otherwise our \
         over overall perhaps recently regarding separately several she should similarly since six so some \
         sometimes soon still such that the their then there therefore these they this those though three through \
         thus to today together too two under unlike until was we were what when where whether which while who \
         why with within without would yes yesterday yet you your"
    ),
    pronouns: words!("he i it she there they we you"),
    particles: words!("al bin da dal de del della den der di du el ibn la le ten ter van von zu zur"),
    binding: words!("a an and every its my nor or our the their whose your"),
    connecting: words!(
        "about across after against although among as at because before between but by despite during for from if \
         in into near of on over per since than that through to toward towards under unless until upon via \
         whereas which while with within without"
    ),
    joining: words!("against although among at because between during from if into of than to unless whereas with"),
    infinitive: words!("to"),
    questions: words!("how what where why"),
    relatives: words!("which who whom whose"),
    offices: words!(
        "akim ambassador captain chairman chairwoman chancellor colonel commissioner director emir envoy general \
         governor justice king marshal mayor minister patriarch pope premier president prince princess professor \
         queen representative secretary senator speaker spokesman spokeswoman"
    ),
    before_offices: words!(
        "a acting an another any every first former future her his incoming interim its my new next no our \
         outgoing own second the their third this your"
    ),
    singular: words!(
        "alps andes athens bahamas balkans baltics barbados beijing boeing brussels chongqing emily emirates \
         honduras italy july laos maldives nanjing nations netherlands philippines seychelles sicily states texas \
         urals wales"
    ),
    byline: words!("and for in of the with"),
    by: words!("by"),
    reporting: words!(
        "accuse accused accuses acknowledge acknowledged acknowledges add added adds admit admits admitted \
         advised advises agree agreed agrees allege alleged alleges announce announced announces answered argue \
         argued argues ask asked asks assert asserted asserts assure assured assures bark barked barks beg begged \
         begs bellow bellowed bellows blast blasted boast boasted boasts bristled called caution cautioned \
         cautions chant chanted chided chimed chuckled claimed commented complain complained complains concede \
         conceded concedes conclude concluded concludes confess confessed confesses confirm confirmed confirms \
         continue continued continues countered cried criticised criticized deadpanned declare declared declares \
         demanded demurred denied denies deny echoed emphasised emphasises emphasized emphasizes enquired \
         enquires enthused enthuses exclaim exclaimed exclaims exhorted explain explained explains exploded \
         exulted fumed fumes gasped giggled grinned groaned growled grumbled hinted hissed hollered howled \
         implored inquired inquires insist insisted insists interjected interrupted intoned joked lamented \
         laments laughed maintained maintains moaned mocked murmured mused muses muttered mutters noted objected \
         observed observes offered opined ordered pleaded pledged pointed ponder pondered ponders posted pressed \
         proclaimed proclaims promised proposed protested queried queries questioned quipped quips quoted raged \
         ranted reassured recall recalled recalls reckoned reckons reflected reiterated reiterates rejoiced \
         remarked remembered reminded reminds repeated replied reported responded responds retorted retorts \
         roared roars said say says scoffed scoffs scolded screamed screams shout shouted shrieked shrugged \
         sighed slammed smiled snapped snaps sneered sobbed specified speculated stammered stated stressed \
         stresses suggested suggests summed swore taunted teased tells testified testifies thundered thunders \
         told tweeted underlined underlines underscored urge urged urges uttered vowed wagered wailed warn warned \
         warns welcomed wept whispered wondered writes wrote yell yelled yells"
    ),
    reporting_nouns: words!(
        "answers calls claims comments cries demands jokes notes objects offers pleads promises questions quotes \
         remarks replies reports shouts sighs tweets warnings whispers wonders"
    ),
    retorts: words!("fired hit shot struck"),
    back: words!("back"),
    copulas: words!("are be been had has have is was were"),
    predicates: words!(
        "am are be been can cannot could did do does had has have is might must never not shall should was were \
         will would"
    ),
    saying: words!("said say says"),
    bare: words!("added asked asks exclaimed inquired replied said says wondered"),
    openings: words!(
        "also and but earlier even finally however if indeed instead later meanwhile moreover nevertheless \
         nonetheless not now once or otherwise perhaps so still then therefore though thus today tomorrow yes \
         yesterday yet"
    ),
    determiners: words!("a an any her his its my no our some the their these this those your"),
    objects: words!("he it no nothing she that there they this those we"),
    clauses: words!("that to whether"),
    answers: words!("answer answered answers replied replies reply response said say says vote voted votes"),
    agencies: words!(
        "aa afp aki akipress anadolu ani anka ansa ap apa armenpress asia-plus azernews azertac azertag belga \
         belta bloomberg bta cna ctk dpa efe gazeta hina interfax interpressnews ipn irib irna isna itar-tass \
         kabar kazinform kaztag kcna khovar kuna kyodo lrt lusa mehr moldpres montsame mti news.az panarmenian \
         pap prensa pti qazinform qna reuters rfe ria sana sputnik stv tanjug tasnim tass tdh tert trend turan \
         ukrinform unian upi uza uzreport vna wam xinhua yonhap"
    ),
    two_letter_words: words!("am an as at be by do go he if in is it me my no of on or so to up we ye"),
    two_letter_names: words!("ai ap au bc bp dc dw ec eu fm gm hq hr kz mp nz pm pr rf rt tv uk un us uz vp"),
};
