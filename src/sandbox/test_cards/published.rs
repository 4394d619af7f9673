//! The published test numbers: their providers, their brands, and what the sandbox does with them.
//!
//! They are integers, not texts: the site's server is the same executable, and a test searches its
//! memory for card numbers. Numbers of more than 16 digits are missing, and so are brands that
//! Zuora's operation does not have.

use super::behaviour::CardBehaviour::{self, Approved, Broken, Declined, Slow};

/// A payment company's list.
#[derive(Debug)]
pub struct Provider {
    #[cfg_attr(not(test), expect(dead_code))] // for people, and for tests
    pub name: &'static str,
    #[cfg_attr(not(test), expect(dead_code))]
    pub page: &'static str,
    /// Each number, with Zuora's name for the brand.
    pub cards: &'static [(u64, &'static str, CardBehaviour)],
}

impl Provider {
    /// Brand and behaviour of a number on this list.
    pub fn find(&self, number: u64) -> Option<(&'static str, CardBehaviour)> {
        let card = self.cards.iter().find(|(listed, ..)| *listed == number);
        card.map(|(_, brand, behaviour)| (*brand, *behaviour))
    }
}

const VISA: &str = "Visa";
const MASTERCARD: &str = "MasterCard";
const AMERICAN_EXPRESS: &str = "AmericanExpress";
const DISCOVER: &str = "Discover";
const DINERS: &str = "Diners";
const JCB: &str = "JCB";

/// The sandbox's own list, then those of the providers.
pub static PROVIDERS: &[Provider] = &[
    Provider { name: "this sandbox", page: "https://docs.stripe.com/testing", cards: SANDBOX },
    Provider {
        name: "Zuora",
        page: "https://docs.zuora.com/en/zuora-payments/manage-payment-gateway-integrations-and-payment-methods/manage-payment-gateways/going-live-with-your-payment-gateways",
        cards: ZUORA,
    },
    Provider { name: "Stripe", page: "https://docs.stripe.com/testing", cards: STRIPE },
    Provider {
        name: "Adyen",
        page: "https://docs.adyen.com/development-resources/test-cards-and-credentials/test-card-numbers",
        cards: ADYEN,
    },
    Provider {
        name: "Braintree",
        page: "https://developer.paypal.com/braintree/docs/guides/credit-cards/testing-go-live",
        cards: BRAINTREE,
    },
    Provider {
        name: "PayPal",
        page: "https://developer.paypal.com/tools/sandbox/card-testing/",
        cards: PAYPAL,
    },
];

/// Numbers of Stripe's with another behaviour: one that Stripe saves at once is slow here, and for
/// one with a processing error Zuora fails.
const SANDBOX: &[(u64, &str, CardBehaviour)] =
    &[(4_000_000_000_000_119, VISA, Broken), (4_000_000_000_000_077, VISA, Slow)];

/// The number that Zuora suggests for its Test Gateway, and the one in the sample of the older
/// operation, which is in no brand's range.
const ZUORA: &[(u64, &str, CardBehaviour)] =
    &[(4_111_111_111_111_111, VISA, Approved), (1_111_222_233_334_444, DISCOVER, Approved)];

/// By brand, by country, with checks that fail, with 3-D Secure, and declined. All but the declined
/// ones are saved, because what happens in a later payment does not happen here.
const STRIPE: &[(u64, &str, CardBehaviour)] = &[
    (4_242_424_242_424_242, VISA, Approved),
    (4_000_056_655_665_556, VISA, Approved),
    (5_555_555_555_554_444, MASTERCARD, Approved),
    (2_223_003_122_003_222, MASTERCARD, Approved),
    (5_200_828_282_828_210, MASTERCARD, Approved),
    (5_105_105_105_105_100, MASTERCARD, Approved),
    (378_282_246_310_005, AMERICAN_EXPRESS, Approved),
    (371_449_635_398_431, AMERICAN_EXPRESS, Approved),
    (6_011_111_111_111_117, DISCOVER, Approved),
    (6_011_000_990_139_424, DISCOVER, Approved),
    (6_011_981_111_111_113, DISCOVER, Approved),
    (3_056_930_009_020_004, DINERS, Approved),
    (36_227_206_271_667, DINERS, Approved),
    (6_555_900_000_604_105, DISCOVER, Approved),
    (3_566_002_020_360_505, JCB, Approved),
    (3_530_111_333_300_000, JCB, Approved),
    (4_000_000_760_000_002, VISA, Approved),
    (4_000_001_240_000_000, VISA, Approved),
    (4_000_004_840_008_001, VISA, Approved),
    (4_000_000_400_000_008, VISA, Approved),
    (4_000_000_560_000_004, VISA, Approved),
    (4_000_001_000_000_000, VISA, Approved),
    (4_000_001_960_000_008, VISA, Approved),
    (4_000_002_030_000_002, VISA, Approved),
    (4_000_002_080_000_001, VISA, Approved),
    (4_000_002_330_000_009, VISA, Approved),
    (4_000_002_460_000_001, VISA, Approved),
    (4_000_002_500_000_003, VISA, Approved),
    (4_000_002_760_000_016, VISA, Approved),
    (4_000_003_000_000_030, VISA, Approved),
    (4_000_003_480_000_005, VISA, Approved),
    (4_000_003_720_000_005, VISA, Approved),
    (4_000_003_800_000_008, VISA, Approved),
    (4_000_004_280_000_005, VISA, Approved),
    (4_000_004_400_000_000, VISA, Approved),
    (4_000_004_420_000_006, VISA, Approved),
    (4_000_004_700_000_007, VISA, Approved),
    (4_000_005_280_000_002, VISA, Approved),
    (4_000_005_780_000_007, VISA, Approved),
    (4_000_006_160_000_005, VISA, Approved),
    (4_000_006_200_000_007, VISA, Approved),
    (4_000_006_420_000_001, VISA, Approved),
    (4_000_006_430_000_009, VISA, Approved),
    (4_000_007_050_000_006, VISA, Approved),
    (4_000_007_030_000_001, VISA, Approved),
    (4_000_007_240_000_007, VISA, Approved),
    (4_000_007_520_000_008, VISA, Approved),
    (4_000_007_560_000_009, VISA, Approved),
    (4_000_008_260_000_000, VISA, Approved),
    (4_000_058_260_000_005, VISA, Approved),
    (4_000_000_360_000_006, VISA, Approved),
    (4_000_001_560_000_002, VISA, Approved),
    (4_000_003_440_000_004, VISA, Approved),
    (4_000_003_560_000_008, VISA, Approved),
    (4_000_003_920_000_003, VISA, Approved),
    (4_000_004_580_000_002, VISA, Approved),
    (4_000_005_540_000_008, VISA, Approved),
    (4_000_007_020_000_003, VISA, Approved),
    (4_000_000_000_000_010, VISA, Approved),
    (4_000_000_000_000_028, VISA, Approved),
    (4_000_000_000_000_036, VISA, Approved),
    (4_000_000_000_000_044, VISA, Approved),
    (4_000_000_000_000_093, VISA, Approved),
    (4_000_000_000_000_101, VISA, Approved),
    (4_000_000_000_000_341, VISA, Approved),
    (4_000_000_000_000_259, VISA, Approved),
    (4_000_000_000_001_976, VISA, Approved),
    (4_000_000_000_005_423, VISA, Approved),
    (4_000_000_000_004_954, VISA, Approved),
    (4_000_000_000_009_235, VISA, Approved),
    (4_000_002_500_003_155, VISA, Approved),
    (4_000_002_760_003_184, VISA, Approved),
    (4_000_003_800_000_446, VISA, Approved),
    (4_000_053_560_000_011, VISA, Approved),
    (4_000_008_260_003_178, VISA, Approved),
    (4_000_000_000_003_220, VISA, Approved),
    (4_000_008_400_001_629, VISA, Approved),
    (
        4_000_000_000_000_002,
        VISA,
        Declined("Transaction declined.generic_decline - Your card was declined."),
    ),
    (
        4_000_000_000_009_995,
        VISA,
        Declined("Transaction declined.insufficient_funds - Your card has insufficient funds."),
    ),
    (
        4_000_000_000_009_987,
        VISA,
        Declined("Transaction declined.lost_card - Your card was declined."),
    ),
    (
        4_000_000_000_009_979,
        VISA,
        Declined("Transaction declined.stolen_card - Your card was declined."),
    ),
    (
        4_000_000_000_000_069,
        VISA,
        Declined("Transaction declined.expired_card - Your card has expired."),
    ),
    (
        4_000_000_000_000_127,
        VISA,
        Declined("Transaction declined.incorrect_cvc - Your card's security code is incorrect."),
    ),
    (
        4_000_000_000_006_975,
        VISA,
        Declined("Transaction declined.card_velocity_exceeded - Your card was declined."),
    ),
    (
        4_100_000_000_000_019,
        VISA,
        Declined("Transaction declined.fraudulent - Your card was declined."),
    ),
];

const ADYEN: &[(u64, &str, CardBehaviour)] = &[
    (370_000_000_000_002, AMERICAN_EXPRESS, Approved),
    (370_000_000_100_018, AMERICAN_EXPRESS, Approved),
    (371_449_635_398_431, AMERICAN_EXPRESS, Approved),
    (4_871_049_999_999_910, VISA, Approved),
    (4_360_000_001_000_005, VISA, Approved),
    (4_035_501_428_146_300, VISA, Approved),
    (4_035_501_000_000_008, VISA, Approved),
    (36_006_666_333_344, DINERS, Approved),
    (36_070_500_001_020, DINERS, Approved),
    (6_011_601_160_116_611, DISCOVER, Approved),
    (6_445_644_564_456_445, DISCOVER, Approved),
    (30_569_309_025_904, DINERS, Approved),
    (2_222_400_070_000_005, MASTERCARD, Approved),
    (5_555_341_244_441_115, MASTERCARD, Approved),
    (5_577_000_055_770_004, MASTERCARD, Approved),
    (5_555_444_433_331_111, MASTERCARD, Approved),
    (2_222_410_740_360_010, MASTERCARD, Approved),
    (5_555_555_555_554_444, MASTERCARD, Approved),
    (2_222_410_700_000_002, MASTERCARD, Approved),
    (2_222_400_010_000_008, MASTERCARD, Approved),
    (2_223_000_048_410_010, MASTERCARD, Approved),
    (2_222_400_060_000_007, MASTERCARD, Approved),
    (2_223_520_443_560_010, MASTERCARD, Approved),
    (2_222_400_030_000_004, MASTERCARD, Approved),
    (5_100_060_000_000_002, MASTERCARD, Approved),
    (2_222_400_050_000_009, MASTERCARD, Approved),
    (5_103_221_911_199_245, MASTERCARD, Approved),
    (4_111_111_145_551_142, VISA, Approved),
    (4_111_112_014_267_661, VISA, Approved),
    (4_988_438_843_884_305, VISA, Approved),
    (4_166_676_667_666_746, VISA, Approved),
    (4_111_111_111_111_111, VISA, Approved),
    (4_444_333_322_221_111, VISA, Approved),
    (4_917_610_000_000_000, VISA, Approved),
    (4_001_020_000_000_009, VISA, Approved),
    (5_100_081_112_223_332, MASTERCARD, Approved),
    (5_100_290_029_002_909, MASTERCARD, Approved),
    (5_136_333_333_333_335, MASTERCARD, Approved),
    (5_585_558_555_855_583, MASTERCARD, Approved),
    (5_500_000_000_000_004, MASTERCARD, Approved),
    (5_424_000_000_000_015, MASTERCARD, Approved),
    (4_646_464_646_464_644, VISA, Approved),
    (4_400_000_000_000_008, VISA, Approved),
    (4_977_949_494_949_497, VISA, Approved),
    (3_569_990_010_095_841, JCB, Approved),
];

/// The numbers whose verification succeeds, then those whose verification fails. Of the latter,
/// those that another provider approves are saved.
const BRAINTREE: &[(u64, &str, CardBehaviour)] = &[
    (378_282_246_310_005, AMERICAN_EXPRESS, Approved),
    (371_449_635_398_431, AMERICAN_EXPRESS, Approved),
    (36_259_600_000_004, DINERS, Approved),
    (6_011_000_991_300_009, DISCOVER, Approved),
    (3_530_111_333_300_000, JCB, Approved),
    (5_555_555_555_554_444, MASTERCARD, Approved),
    (2_223_000_048_400_011, MASTERCARD, Approved),
    (4_111_111_111_111_111, VISA, Approved),
    (4_005_519_200_000_004, VISA, Approved),
    (4_009_348_888_881_881, VISA, Approved),
    (4_012_000_033_330_026, VISA, Approved),
    (4_012_000_077_777_777, VISA, Approved),
    (4_012_888_888_881_881, VISA, Approved),
    (4_217_651_111_111_119, VISA, Approved),
    (4_500_600_000_000_061, VISA, Approved),
    (6_221_261_111_117_766, DISCOVER, Approved),
    (6_223_164_991_230_014, DISCOVER, Approved),
    (4_000_111_111_111_115, VISA, Declined(DECLINED)),
    (5_105_105_105_105_100, MASTERCARD, Declined(DECLINED)),
    (378_734_493_671_000, AMERICAN_EXPRESS, Declined(DECLINED)),
    (6_011_000_990_139_424, DISCOVER, Declined(DECLINED)),
];

/// Braintree's response to a verification that fails.
const DECLINED: &str = "Transaction declined.processor_declined - Your card was declined.";

/// The numbers of the provider's own sandbox, and of Payflow
/// (`https://www.paypalobjects.com/en_US/vhelp/paypalmanager_help/credit_card_numbers.htm`).
const PAYPAL: &[(u64, &str, CardBehaviour)] = &[
    (371_449_635_398_431, AMERICAN_EXPRESS, Approved),
    (376_680_816_376_961, AMERICAN_EXPRESS, Approved),
    (36_461_510_000_039, DINERS, Approved),
    (36_461_510_000_013, DINERS, Approved),
    (2_223_000_048_400_011, MASTERCARD, Approved),
    (4_005_519_200_000_004, VISA, Approved),
    (4_012_000_033_330_026, VISA, Approved),
    (4_012_000_077_777_777, VISA, Approved),
    (4_012_888_888_881_881, VISA, Approved),
    (4_217_651_111_111_119, VISA, Approved),
    (4_500_600_000_000_061, VISA, Approved),
    (4_772_129_056_533_503, VISA, Approved),
    (4_915_805_038_587_737, VISA, Approved),
    (378_282_246_310_005, AMERICAN_EXPRESS, Approved),
    (378_734_493_671_000, AMERICAN_EXPRESS, Approved),
    (30_569_309_025_904, DINERS, Approved),
    (38_520_000_023_237, DINERS, Approved),
    (6_011_111_111_111_117, DISCOVER, Approved),
    (6_011_000_990_139_424, DISCOVER, Approved),
    (3_530_111_333_300_000, JCB, Approved),
    (3_566_002_020_360_505, JCB, Approved),
    (5_555_555_555_554_444, MASTERCARD, Approved),
    (5_105_105_105_105_100, MASTERCARD, Approved),
    (4_111_111_111_111_111, VISA, Approved),
    (4_222_222_222_222, VISA, Approved),
];
