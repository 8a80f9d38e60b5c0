using System.Collections.Frozen;

namespace Speech.Sdk.Evaluation;

/// <summary>Codes that name the same language: lists, models and people write those of several parts of ISO 639.</summary>
internal static class LanguageTable
{
    // All pairs of ISO 639-1 and ISO 639-3, from Debian's iso-codes 4.15 (iso_639-3.json).
    private const string Pairs =
        """
        aa-aar  ab-abk  ae-ave  af-afr  ak-aka  am-amh  an-arg  ar-ara  as-asm  av-ava  ay-aym  az-aze  ba-bak  be-bel  bg-bul  bi-bis  bm-bam
        bn-ben  bo-bod  br-bre  bs-bos  ca-cat  ce-che  ch-cha  co-cos  cr-cre  cs-ces  cu-chu  cv-chv  cy-cym  da-dan  de-deu  dv-div  dz-dzo
        ee-ewe  el-ell  en-eng  eo-epo  es-spa  et-est  eu-eus  fa-fas  ff-ful  fi-fin  fj-fij  fo-fao  fr-fra  fy-fry  ga-gle  gd-gla  gl-glg
        gn-grn  gu-guj  gv-glv  ha-hau  he-heb  hi-hin  ho-hmo  hr-hrv  ht-hat  hu-hun  hy-hye  hz-her  ia-ina  id-ind  ie-ile  ig-ibo  ii-iii
        ik-ipk  io-ido  is-isl  it-ita  iu-iku  ja-jpn  jv-jav  ka-kat  kg-kon  ki-kik  kj-kua  kk-kaz  kl-kal  km-khm  kn-kan  ko-kor  kr-kau
        ks-kas  ku-kur  kv-kom  kw-cor  ky-kir  la-lat  lb-ltz  lg-lug  li-lim  ln-lin  lo-lao  lt-lit  lu-lub  lv-lav  mg-mlg  mh-mah  mi-mri
        mk-mkd  ml-mal  mn-mon  mr-mar  ms-msa  mt-mlt  my-mya  na-nau  nb-nob  nd-nde  ne-nep  ng-ndo  nl-nld  nn-nno  no-nor  nr-nbl  nv-nav
        ny-nya  oc-oci  oj-oji  om-orm  or-ori  os-oss  pa-pan  pi-pli  pl-pol  ps-pus  pt-por  qu-que  rm-roh  rn-run  ro-ron  ru-rus  rw-kin
        sa-san  sc-srd  sd-snd  se-sme  sg-sag  sh-hbs  si-sin  sk-slk  sl-slv  sm-smo  sn-sna  so-som  sq-sqi  sr-srp  ss-ssw  st-sot  su-sun
        sv-swe  sw-swa  ta-tam  te-tel  tg-tgk  th-tha  ti-tir  tk-tuk  tl-tgl  tn-tsn  to-ton  tr-tur  ts-tso  tt-tat  tw-twi  ty-tah  ug-uig
        uk-ukr  ur-urd  uz-uzb  ve-ven  vi-vie  vo-vol  wa-wln  wo-wol  xh-xho  yi-yid  yo-yor  za-zha  zh-zho  zu-zul
        """;

    // More names of the first one's language: the bibliographic codes of ISO 639-2 (iso_639-2.json), codes that were withdrawn, and, of what ISO 639-3 has as
    // several languages, the one that lists and models mean by the whole, as FLEURS, MMS and NLLB name their data.
    private const string Others =
        """
        ar arb, az azj, bo tib, cs cze, cy wel, de ger, el gre, et ekk, eu baq, fa pes per, fr fre, he iw, hy arm, id in, is ice, jv jw, ka geo,
        ku kmr, lv lvs, mg plt, mi mao, mk mac, mn khk, ms zsm zlm may, my bur, ne npi, nl dut, no nb, om gaz, or ory, ps pbt, ro rum mo mol,
        sk slo, sq als alb, sw swh, tl fil, uz uzn, yi ydd ji, zh cmn chi
        """;

    private static readonly FrozenDictionary<string, IReadOnlyList<string>> Codes = Read();

    /// <summary>All codes of a code's language, itself among them: that of ISO 639-1 first where there is one, then that of ISO 639-3.</summary>
    public static IReadOnlyList<string> SameAs(string code) => Codes.GetValueOrDefault(code) ?? [code];

    /// <summary>The code that most lists and models write for the language; what is no code of the table is returned as it is.</summary>
    public static string Common(string code) => SameAs(code)[0];

    private static FrozenDictionary<string, IReadOnlyList<string>> Read()
    {
        Dictionary<string, List<string>> groups = new(StringComparer.Ordinal);
        foreach (string pair in Pairs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            Join(pair.Split('-'));
        foreach (string line in Others.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Join(line.Split(' '));
        return groups.ToFrozenDictionary(group => group.Key, IReadOnlyList<string> (group) => group.Value, StringComparer.Ordinal);

        void Join(string[] names)
        {
            if (!groups.TryGetValue(names[0], out List<string>? group))
                groups.Add(names[0], group = [names[0]]);
            foreach (string code in names[1..].SelectMany(name => groups.GetValueOrDefault(name) ?? [name]).ToArray())
            {
                group.Add(code);
                groups[code] = group;
            }
        }
    }
}
