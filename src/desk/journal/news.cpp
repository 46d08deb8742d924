#include "usher/desk/journal/news.hpp"

#include <algorithm>

namespace usher {

NewsReader::NewsReader(const std::string& folder) : journal_(folder) {
  number_ = journal_.counts("").presentations;
  revision_ = journal_.newest_revision();
}

std::vector<News> NewsReader::read() {
  std::vector<News> news;
  std::vector<Presentation> records = journal_.presentations_after(number_);
  const std::int64_t last = records.empty() ? 0 : records.back().number;
  for (Presentation& record : records) {
    // The last one may be under way: it is told when it is decided. An earlier one was cut short, and never
    // will be.
    if (!record.decided && record.number == last) break;
    number_ = record.number;
    if (!record.decided) continue;
    news.push_back({News::Kind::Verdict, std::move(record), {}});
  }
  for (CheckIn& row : journal_.changed_since(std::max<std::int64_t>(revision_, 1))) {
    revision_ = std::max(revision_, row.revision);
    if (row.state == CheckIn::State::Exception) {
      news.push_back({News::Kind::Exception, {}, std::move(row)});
    } else if (row.state == CheckIn::State::Closed && row.granted && row.closed_by.empty()) {
      news.push_back({News::Kind::Delivered, {}, std::move(row)});
    }
  }
  return news;
}

}  // namespace usher
