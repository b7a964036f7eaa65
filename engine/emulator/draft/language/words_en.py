"""English words that ask for nothing by themselves: plain words, and words for somebody."""

ENGLISH = frozenset(
    """
    res quick quickly
    4k a absolutely abstract accent accents accurate achieve achieves across ad ad's add added adding adds adjust adjusted
    adorable ads adventurous advert advert's advertisement aesthetic aesthetically aesthetics african again age aim aimed
    aiming airy alien alive all almost along alpine also alternate alternative amazing ambiance ambience ambience's ambient
    american amp an and angelic another anything anywhere apocalyptic appealing appear appearance appears applied applies
    apply applying appropriate approximately are around art arthouse artistic artwork as asap asian ask asked aspect asset
    assets at atmosphere atmosphere's attached attractive authentic away awesome backdrop backdrop's background balanced
    barely baroque based basic basically bauhaus be beautiful beautifully become becomes becoming been being believable
    believably bespoke best bewitching bit bittersweet bland bleak blend board bohemian boho bold bolder boldest boost boosted
    boss both brand branded branding brazilian breathing breathtaking breathtakingly brief bright brightish brilliant bring
    brings british broll broll's brooding brought brutalist bump bunch but buttery by calm camera campaign can can't captured
    careful carefully casual catalog catalogue catchy celestial centered certainly change changed changes changing character's
    charm charming cheerful cheers chic childhood childish childlike chinese clarity classic classy clean cleaner cleanly
    clear clearer clearest clearly client clip clip's clips coarse coastal coherent cohesive color colored coloring
    colors colour coloured colouring colours combine combines combining come comedic comedy comes comfortable comfy comical
    commerce commercial compatible complete completely concept concepts consider considerably consistent consistently constant
    constantly contemporary content continuous contrasty conversion conversions convert converted converting converts
    convincing convincingly corporate correctly corresponding cosier cosmic cosmopolitan cosy could couple cozier cozy crank
    create creates creepy crisp crisper crispest crispy crude custom cutdown cute dainty dangerous dash daydream dear
    decade decently deep deeper deeply default definitely deliberate delicate delicately delightful deliver deliverable demo
    demonic demos depict depicted desolate detail detailed details dial dialled different distinct distinctly divine do docu
    documentary does dope dotted down draft dramas dramatic dramatically draw drawing dream dreamier dreamlike dreams dreamy
    drench dull duration during dynamic dynamically dystopian earthy eastern ecommerce edgy edit edited edition editorial
    eerie effect effects eighties elegant elegantly elevated elsewhere emo emulate emulates enchanted enchanting enclosed
    energetic energy english enhance enhanced enhancement enhancements enhances ensure ensures entire entirely entirety
    environment environmental environments epic episode episode's episodes era eras especially essence essentially eternal
    ethereal european even evenly everybody everybody's everyday everyone everyone's everything everywhere evoke evokes
    evoking exact exactly excellent exceptional exceptionally explainer explainers export expressionist expressive
    expressively extreme extremely fable fabled fabulous faint faintly fairly faithful famous fantastic fantastical
    fantasy fashion feel feeling feels festive fiction fifties film filmed filming filter filters final fine finish fitting
    floaty fluid footage footage's for formal format forties fragile frame frames french fresh friendly frightening from
    full fuller fully fun funny fy general generate generated generates generation genre gentle gentler gently genuine german
    get gets give given gives giving global globally gloomy glossy go goes going gone good goofy gorgeous gorgeously got goth
    gothic graceful gracefully grade graded gradient gradients grading grand great grim gripping grittier gritty grunge
    handled handpicked handsome handsomely hardcore harmonious has haunting have having hd he's head heartwarming
    heavenly heavier heavily hellish hello here's hero's heroic hey hi hint hints hip hipster homage homely honestly hook
    hope hopeful hopefully horizontal horror hot hq hue hues hugely humble humorous hygge hyper i i'd i'm i've iconic idea
    ideally ideas identity ify illumination image images imaginative immerse immersed impressionistic impressive improvement
    improvements in include including increase increased incredible indian indie infernal informal infuse infused innocent
    inspiration inspirational inspirations inspired inspiring instagram instead intense intensely intensify interview
    interviews intimate into introduce inventive inviting irresistible is ised it it's italian its itself ized japanese jolly
    joyful joyous just keep kind kinda kindly kooky korean landscape largely lean leaning legend legendary length let let's
    lets lifelike light lighter lighting lightly lights lightweight like listing listings literally live lived lively lives
    livestream living location lonely longform look looking looks loosely lot lots love lovely luscious lush lut luts lyrical
    made magical mainly maintain majestic majestically make makeover makes making manner markedly massively master masterpiece
    matching matt matte maximalist maybe me measured mega melancholic melancholy memorable memories memory menacing merely
    merry metropolitan mexican midtones mildly minimal minimalist minimalistic mischievous mock mockup mode moderate
    moderately modern modernist modest mood moodboard moodier moody more most mostly motion motivational mournful movement
    movie much must muted my mysterious mystery mystical myth mythic mythical naive natural naturally nautical nearly neat
    neatly need needed needs neutral nice nicely nightmare nightmarish nineties nobody's nordic northern nostalgic not notch
    noticeable noticeably novel novels now nudge obtain obvious obviously occult of off ok okay ominous on once one one's only
    onto operatic optimistic option or ordinary organic oriental original other otherworldly our ours out output outputs
    outstanding over overall overhaul overlaid overlay packshot paint painting paintings pair paired paranormal parody
    particular particularly pass past pastel peaceful per perfectly performance perhaps period periods person's photograph
    picture piece pinch place placed plausible playful please pleasing plenty pls plz podcast poem poetic poetry polished
    possibly precise precisely predominantly prefer preferably premium preppy presented presenter's preset presets primarily
    probably produce produces product product's professional profile profiles promo promos proof proper properly provided
    pseudo pulled punk pure put quality quasi quiet quirky quite rad radiant rather re read reading reads real realistic
    reality really rebrand rebuild rebuilds receive recolor recolored recolour recoloured reconstruct recording recreate redo
    redraw redrawn reel reels refined refresh regrade regraded regular reimagine reimagined reimagines relaxing relight
    relighting relit remake remarkable reminiscent renaissance render rendered rendering renders rendition repaint repainted
    repainting replace replaced replaces replacing request requested require required requires resemble resembles resembling
    reserved reshoot restful restrained restyle restyled restyling rethink retouch revamp rework reworked rich richer rococo
    romantic rougher roughly runtime russian sad saga same sample satin scale scandi scary scattered scene scenery scenes
    scheme schemes science seamless seamlessly season seasonal seasons secretive see seem seems seen semi sensual
    sentimental sequence serene set sets setting settings seventies shadowy sharper she's shift shifted shifts shimmering
    shine shines shining shoot shooting short shortform shorts shot shots should show shown shows sick signature
    significantly silky silly similar simple simplistic simply simulate simulates single sinister sitcom sixties sku sleek
    slight slightly slow slowed slowly smidge smooth smoother smoothest smoothly snug so social soft softer softest
    softly solitary somber sombre some somehow something somewhat somewhere soon soothing sophisticated sorrowful sort sorta
    southern spanish sparkling specific spectacular spirit spirited spooky spot spray sprinkle stagey standard steadily
    steely still strengthen striking strikingly strong stronger strongest strongly stuff stunning stunningly
    style style's styled styles styling stylisation stylise stylised stylish stylishly stylization stylize stylized subdued
    subject subtle suburban such suitable sumptuous super superb superimpose supernatural supplied surely surreal surrealist
    surrounding surroundings suspenseful swap swapping swaps switch switched switches switching symmetrical ta tad take taking
    talking tasteful tastefully teaser teasers telenovela tender tense terrific terrifying test testimonial testimonials
    testing tests thai thank thanks that that's the theatrical theatrically theme there's these thicker thing think thinking
    thinner thirties this thorough thoroughly those threatening thriller thrilling through throughout thx tidy tiktok time
    timeless tint tinted to today tomorrow tonal tonality tone toned tones toning too took totally touch touched touches trace
    traces traditional tragic trailer tranquil transfer transfers transform transformation transformations transformed
    transforming transforms treat treated treatment trial tribute tries triumphant true truly try trying turn turned turns
    tutorial tweak tweaks twenties twinkling two type uber ultra unbelievable understated unearthly unforgettable unified
    uniform uniformly unique unpolished upbeat update updates upgrade uplifting uploaded upmarket urgently us use used uses
    using utopian utterly vaguely variation velvety version vertical very vibe vibe's vibes video video's videos vietnamese
    view viewed vignette visible visibly visual visually visuals vivacious vivid vlog want wanted wants warm-hearted was
    way ways we we'd we'll we're weaker weather weathered webinar welcoming were westerns whatever wherever whichever while
    whimsical whole wholesome wise wish wistful with within won't work worn would years you you'd your yours youthful youtube
    zany zen
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
PERSON_ENGLISH = frozenset(
    """
    actor actress adult anchor artist assistant astronaut athlete baby band barista blogger bloke boss boxer boy boy's boys
    bride brother businessman businesswoman candidate cast ceo chap character characters chef child child's children choir
    climber coach cook couple cowboy creator crew cyclist dad dancer daughter dj doctor driver drummer dude duo elder emcee
    employee engineer entrepreneur explorer family farmer father fella figure firefighter fisherman folks founder friend
    friends gal gamer gentleman gents girl girl's girls grandfather grandma grandmother grandpa granny groom group guest
    guitarist guy guy's guys gymnast he her heroine hiker him his host host's hostess human individual individuals
    influencer interviewee interviewer journalist judge kid kids knight ladies lady lady's lawyer lead leads lecturer man
    man's manager mc member members men model mom mother mum musician narrator newscaster newsreader nurse officer orator
    orchestra painter parent parents participant participants people performer performers person persons pianist pilot player
    policeman politician presenter presenter's president prince princess principal professor protagonist rapper reporter
    runner salesman salesperson saleswoman scientist seller she singer sister skater soldier somebody someone son speaker
    speaker's spokesman spokesperson spokeswoman staff streamer student subject subjects surfer swimmer talent teacher team
    teen teenager their them they tiktoker toddler trainer traveler traveller trio vlogger waiter waitress woman woman's women
    worker yogi youtuber
    """.split()  # noqa: SIM905
)

PRONOUNS = frozenset(["him", "her", "them", "he", "she", "they", "his", "their", "hers", "theirs"])
"""Those that stand for somebody who was named, or is seen."""
