"""English words that ask for nothing by themselves: plain words, and words for somebody."""

ENGLISH = frozenset(
    """
    fill fills shoot re charm manner spirit essence re-create re-created remake transfer
    moodier grittier dreamier softer sharper crisper richer deeper heavier smoother
    a an the this that these those it its it's itself of in on at to into onto with by for from as and or so very
    more most much bit little slightly gently slowly smoothly completely fully entirely totally really quite all
    over across through throughout whole entire full complete please kindly just only simply now also too both
    not-only not but be is are was were been being become becomes becoming looks look looking like feel feels
    feeling seem seems appear appears make makes making made turn turns turning turned convert converts converting
    converted transform transforms transformed transforming change changes changed changing render renders rendered
    rendering restyle restyled restyling style styled styles styling stylize stylized stylise stylised apply applies
    applied applying give gives giving given add adds added adding put set sets setting let lets use uses used using
    show shows shown create creates generate draw drawn paint painted painting paintings switch switched bring
    brings edit edited adjust adjusted go goes want wants i we you me us would should must need needs to-be have has
    having get gets do does redo recreate reimagine reimagined depict depicted style-of simulate cast shift shifted
    shifts tint tinted grade graded grading introduce include including video clip clips footage film-clip frame
    frames picture image images scene scenes shot shots movie film videos content overall general aspect version
    effect effects filter filters mode theme aesthetic aesthetics vibe vibes mood atmosphere ambience ambiance
    appearance art artwork artistic illustration drawing rendition finish treatment texture textures textured visual
    visuals visually visible hand-made handmade handcrafted crafted animation-style painted-style color colors
    colour colours coloured colored tone tones tonal palette light lights lighting lit illumination weather season
    seasons time day everywhere around some lots lot plenty heavily heavy lightly soft softly softer strong strongly
    stronger subtle gentle gorgeous beautiful beautifully dreamy delicate rich deep nice lovely elegant stunning
    dramatic dramatically moody cozy cosy cool-looking classic traditional old modern realistic real high quality
    detailed detail details fine hd 4k ultra best great good natural naturally seamless consistent coherent brush
    brushstroke brushstrokes strokes stroke paper canvas wash washes pigment pigments edges edge outlines outline
    bold thick thin visible-fingerprints fingerprint fingerprints relief rounded hand stitches stitch fabric woven
    blocks block dots dot chunky low resolution lo-res dithering palette-limited limited console arcade sprite
    flakes flake drops drop streaks streak puddles wet frosty chilly falling fall down slow slight thickly
    covered covering cover blanket layer camera lens view angle perspective motion movement towards toward subject
    closer-up person's character's around-the background backdrop environment surroundings style's once again same
    one two bars black-bars vignette contrast contrasty grain grainy highlights shadows shadow degree degrees
    hand-crafted short game games hollywood world worlds everything everyone everybody repaint repainted repainting
    redraw redrawn rework reworked reshoot golden glow glowing glows clear bright pure simple plain fresh intense
    vivid-looking dark-ish harsh cool-toned heavy-handed look-and-feel instead whatever still while during
    covered-in filled ambient environmental ambient-light tonality sort type kind piece work masterpiece poster
    painterly brushed inspired based famous well-known authentic charming cute adorable magical epic feature
    adventure story book magazine page age era decade years shine shining shines falls falls-down gently-falling
    steady steadily constant constantly move moves moving slide speed pace smooth steady-cam cam left-to-right
    shot-by-shot round circular sweeping rise wide-angle scale effect-like resembling resemble similar such would-be
    could can spot ad ads advert advertisement commercial promo campaign reel trailer teaser sequence vlog recording
    performance take tale visual-style grade-up graded-look balance exposure stylisation stylization aesthetically
    printed old-school school new-wave entire-clip midtones shadowy hard high-contrast punchy crisp sharp silky
    creamy muted pastel faded-out washed airy crispy rough raw dense dusty light-weight medium moderate extreme
    extremely super deeply truly fairly rather somewhat almost nearly calm quiet peaceful serene tranquil romantic
    nostalgic whimsical playful fun funny fairytale fairy-tale fantasy surreal ethereal mystical mysterious eerie
    spooky gritty edgy sleek stylish chic trendy fresh-looking contemporary minimalist luxurious luxury premium
    polished professional editorial fashion documentary indie arthouse festive cheerful melancholic melancholy
    sombre somber gloomy dull brooding ominous inviting welcoming intimate homely homey rustic tropical exotic
    seasonal freezing deep-blue steely silver silvery icy-looking crystal brilliant radiant vibrant-looking hot
    humid damp misty-looking rolling swirling drifting blowing floating fluttering gusty windy breezy
    dramatic-looking sparkling twinkling shimmering dotted scattered surrounding over-all small big large huge
    giant-looking tiny wide narrow long tall broad cut-outs cutout cut-out flat shaded shading lines line linework
    ink inked hatching crosshatching cross-hatching hatched smudged colouring coloring coloured-in hue hues gradient
    gradients saturated-look brushwork daubs layered layers layering blended blending bleeding bleed bleeds
    washes-of granulation speckled blotchy spotty splashes splash splatter splatters droplets spray anime-style
    film-like movie-like cinema-like like-a resembles reminiscent evoking evoke evokes feels-like imitating-the
    handled treated touched turned-into presented reads read reading comes come coming appear-as seen viewed filmed
    captured shooting filming documentary-style verite tripod gimbal rig dolly-shot track tracking crane-shot
    stabilised stabilized wobble wobbly jitter jittery bounce sway swaying rotation circle arc loop-around see dab
    dabs daub would-love bring-in touch notch tad smidge hint bit-of i've love prefer think stop-frame lashing
    pouring pelting beating pounding drizzling out-of our my your ours yours we'd we'll we're i'd i'm you'd let's
    that's he's she's here's there's can't won't please-and past across-frame along away off out by-the per within
    without-any product brand branded hero's campaign-wide packshot logo-free location studio-lit office-like
    homey-looking city-like urban rural busy crowded bustling lively empty deserted abandoned spacious open plan
    modern-day luxurious-looking high-end upscale trendy-looking industrial scandinavian victorian mediterranean
    parisian slowed measured deliberate steady-moving graceful elegantly floaty fluid continuous seamless-looking
    single one-take entirely-new different another other alternate alternative original unique distinct specific
    particular blue-sky ok okay thanks thank hi hello hey great-looking maybe perhaps somehow something anything
    kinda sorta retouch convert-it relight relit relighting recolor recolour recoloured recolored regrade regraded
    dial dialled push nudge warm-up bump boost boosted increase increased amp crank tone-down toned toning treat try
    try-out place placed set-in located situated live lives
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
PERSON_ENGLISH = frozenset(
    """
    person man woman girl boy lady guy subject subjects astronaut people actor actress character characters human
    figure him her them he she they his their someone somebody child singer speaker dancer protagonist hero heroine
    woman's man's girl's boy's presenter host anchor model talent influencer streamer hostess athlete player teacher
    student kid couple speaker's child's presenter's host's
    """.split()  # noqa: SIM905
)
