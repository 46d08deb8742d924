#include "sample_names.hpp"

#include <array>
#include <string_view>

namespace usher::sandbox {
namespace {

constexpr std::size_t kEach = 5;

/// A script or language, with names that people there really have.
struct Culture {
  std::string_view mail;  ///< how its guests' addresses begin
  std::array<std::string_view, kEach> given, family;
  bool family_first = false;
  std::string_view between = " ";
};

constexpr Culture kCultures[] = {
    {"nl",
     {"Sanne", "Joost", "Liesbeth", "Daan", "Femke"},
     {"de Vries", "van den Berg", "Jansen", "’t Hart", "IJsbrandy"}},
    {"de",
     {"Jürgen", "Käthe", "Sören", "Anneliese", "Günther"},
     {"Müller", "Weiß", "Großmann", "Schröder", "von Bülow"}},
    {"fr",
     {"Zoé", "François", "Maëlle", "Jérôme", "Anaïs"},
     {"Lefèvre", "d’Aubigné", "Benoît", "Garçon", "Hérault"}},
    {"el",
     {"Ελένη", "Γιώργος", "Κατερίνα", "Νίκος", "Σοφία"},
     {"Παπαδοπούλου", "Οικονόμου", "Αγγελίδης", "Βασιλείου", "Μαυρίδης"}},
    {"pl",
     {"Łukasz", "Małgorzata", "Paweł", "Żaneta", "Jędrzej"},
     {"Wójcik", "Dąbrowski", "Szymańska", "Kaźmierczak", "Źrebiec"}},
    {"ru",
     {"Алексей", "Наталья", "Дмитрий", "Ольга", "Фёдор"},
     {"Щербаков", "Кузнецова", "Васильев", "Ильина", "Подъячев"}},
    {"ar",
     {"محمد", "فاطمة", "يوسف", "ليلى", "عبد الرحمن"},
     {"الحداد", "المصري", "النجار", "الأنصاري", "بن خالد"}},
    {"he", {"נועה", "דוד", "תמר", "יונתן", "שירה"}, {"כהן", "לוי", "מזרחי", "פרידמן", "בן־דוד"}},
    {"hi", {"प्रिया", "अर्जुन", "लक्ष्मी", "विक्रम", "श्रुति"}, {"शर्मा", "श्रीवास्तव", "सिंह", "त्रिपाठी", "वर्मा"}},
    {"th", {"สมชาย", "กัญญา", "ณัฐวุฒิ", "ปิยะ", "สุดารัตน์"}, {"วงศ์สวัสดิ์", "ศรีสุข", "จันทร์เพ็ญ", "บุญมี", "ใจดี"}},
    {"zh", {"伟", "秀英", "子涵", "建国", "晓明"}, {"王", "李", "欧阳", "张", "陈"}, true, ""},
    {"ja", {"さくら", "健太", "陽子", "大輔", "美咲"}, {"佐藤", "鈴木", "髙橋", "渡邊", "五十嵐"}, true},
    {"ko", {"민준", "서연", "지훈", "하은", "도윤"}, {"김", "이", "박", "최", "남궁"}, true, ""},
    {"ka",
     {"ნინო", "გიორგი", "თამარ", "ლევან", "ქეთევან"},
     {"ბერიძე", "კაპანაძე", "ლომიძე", "წერეთელი", "ჭავჭავაძე"}},
    {"hy",
     {"Անահիտ", "Արմեն", "Գոհար", "Տիգրան", "Լուսինե"},
     {"Հովհաննիսյան", "Սարգսյան", "Պետրոսյան", "Գրիգորյան", "Մկրտչյան"}},
    {"ta",
     {"கார்த்திக்", "மீனாட்சி", "முருகன்", "அனுஷா", "செந்தில்"},
     {"சுப்பிரமணியன்", "ராஜா", "கிருஷ்ணன்", "பாண்டியன்", "வேலு"}},
    {"am", {"አበበ", "ሰላማዊት", "ተስፋዬ", "ሕይወት", "ዮሐንስ"}, {"በቀለ", "ገብረማርያም", "ኃይሌ", "ወልደሥላሴ", "ታደሰ"}},
    {"bn",
     {"অনির্বাণ", "সুচিত্রা", "রফিক", "মৌসুমী", "ঋত্বিক"},
     {"চট্টোপাধ্যায়", "ইসলাম", "বন্দ্যোপাধ্যায়", "রহমান", "দাশগুপ্ত"}},
    {"vi",
     {"Thị Hương", "Quốc Bảo", "Ngọc Ánh", "Đức Anh", "Tuyết Mai"},
     {"Nguyễn", "Trần", "Phạm", "Đặng", "Huỳnh"},
     true},
    {"fa", {"پریسا", "کیانوش", "ژاله", "گلنار", "امیرعلی"}, {"رضایی", "گودرزی", "پورحسینی", "چگینی", "ژیان"}},
    {"is",
     {"Þórdís", "Guðmundur", "Ásgeir", "Æsa", "Sigríður"},
     {"Ólafsdóttir", "Þorsteinsson", "Björnsson", "Ægisdóttir", "Jónsson"}},
    {"tr", {"İrem", "Işıl", "Oğuzhan", "Şule", "Gökçe"}, {"Yıldırım", "Çağlar", "Öztürk", "İnönü", "Güneş"}},
    {"en",
     {"Sarah", "Siobhán", "Oluwaseun", "Maximilian-Alexander", "Bo"},
     {"Johnson", "O’Sullivan", "Adébáyò", "Featherstonehaugh-Cholmondeley", "Li"}},
    {"uk",
     {"Юлія", "Оксана", "Ґалина", "Євген", "Мар’яна"},
     {"Шевченко", "Ткаченко", "Ґудзь", "Щастливий", "Їжакевич"}},
};
constexpr std::size_t kHowMany = sizeof(kCultures) / sizeof(kCultures[0]);

}  // namespace

std::uint64_t mixed(std::uint64_t number) {
  std::uint64_t z = number + 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

SampleName sample_name(std::uint64_t n) {
  const Culture& culture = kCultures[n % kHowMany];
  // Each culture has 25 pairs and takes them in turn, so that the first 600 names are all different.
  const std::uint64_t turn = n / kHowMany;
  SampleName name;
  name.first = culture.given[turn % kEach];
  name.last = culture.family[(turn / kEach + turn) % kEach];
  const std::string between(culture.between);
  name.full = culture.family_first ? name.last + between + name.first : name.first + between + name.last;
  name.mail = std::string(culture.mail) + "." + std::to_string(n + 1);
  return name;
}

}  // namespace usher::sandbox
