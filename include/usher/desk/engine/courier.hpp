#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "usher/core/scene.hpp"
#include "usher/desk/engine/journal.hpp"
#include "usher/desk/engine/terms.hpp"

namespace usher {

/// How often the courier does what. One struct, so that a simulation may hurry and `queue replay` may not
/// wait. How often the portal may be asked at all is not in here: that is the station's one pace
/// (`PortalPacer`), which its portal waits for.
struct Pace {
  milliseconds limit{10'000};  ///< for one question
  milliseconds first_retry{500};
  milliseconds longest_retry{30'000};
  milliseconds blocked{30'000};          ///< before it asks again after a 403
  milliseconds attempt_settles{30'000};  ///< an attempt without entry may still be under way that long
  milliseconds probe_when_down{3'000};
  milliseconds probe_when_idle{60'000};
  milliseconds roster{120'000};  ///< between two rosters
  milliseconds roster_retry{15'000};
  bool fetch_roster = true;
};

/// What `carry` decides, as a state machine: which waiting check-in next and when, what its answer means,
/// when to fetch a roster and when to look for the portal. One action at a time, each answered by one
/// incident; nothing but values in here. One bad row delays no other: every row has its own timer.
class Courier {
 public:
  // ---- what happens
  struct Woke {
    bool hurry = false;  ///< the door's own questions fail: look for the portal soon
  };
  struct Looked {
    std::vector<CheckIn> rows;  ///< changed since `Look::revision`, oldest revision first
  };
  struct Wrote {
    Written written;
  };
  struct Answered {
    PortalResult<Answer> answer;
    int number = 0;  ///< of the question; an answer to another one changes nothing
    /// The code under which the roster has the answer's registration; empty where it has none.
    std::string listed_as{};
  };
  struct Probed {
    PortalResult<bool> licensed;
  };
  struct RosterCame {
    bool asked = true;               ///< false: retention keeps it away, and the portal said nothing
    std::optional<Failure> failure;  ///< of the portal
    bool adopted = false;            ///< a roster that came and was refused is no failure of the link
    std::optional<Wall> portal_date;
  };
  using Incident = std::variant<Woke, Looked, Wrote, Answered, Probed, RosterCame>;

  // ---- what to do about it
  struct Look {
    std::int64_t revision = 0;
  };
  struct Write {
    Change change;
  };
  struct Ask {
    Pass pass;
    bool check_in = false;
    milliseconds limit{0};
    int number = 0;
  };
  struct Probe {
    milliseconds limit{0};
  };
  struct FetchRoster {};
  struct Wait {
    Tick until;
  };
  using Action = std::variant<Look, Write, Ask, Probe, FetchRoster, Wait>;

  explicit Courier(Terms terms, Pace pace = {}, bool has_roster = false, PortalClock clock = PortalClock{});

  [[nodiscard]] Action step(const Incident& incident, Now now);

  /// The event's details as they were learnt since: a new name, a new start.
  void know(const Event& event);

  int waiting() const { return static_cast<int>(items_.size()); }
  /// When the first of them are tried, soonest first; the link's own pause counted in.
  std::vector<NextTry> next_tries(std::size_t limit) const;
  Errands::Link link() const;
  const std::string& link_sentence() const { return sentence_; }
  std::optional<Tick> last_heard() const { return heard_; }

 private:
  /// A waiting row and what we remember of it while we run; after a restart the timers begin anew.
  struct Item {
    CheckIn row;
    Tick due;
    Tick since;
    int retries = 0;
    int unknowns = 0;
    int mismatches = 0;
    int not_recorded = 0;
    bool verify_next = false;
  };
  enum class Stage { Idle, Looking, Beginning, CheckingIn, Verifying, Vouching, Settling, Probing, Fetching };

  Action on(const Woke& woke, Now now);
  Action on(const Looked& looked, Now now);
  Action on(const Wrote& wrote, Now now);
  Action on(const Answered& came, Now now);
  Action on(const Probed& probed, Now now);
  Action on(const RosterCame& came, Now now);

  void take_in(const std::vector<CheckIn>& rows, Now now);
  Action choose(Now now);
  Action deliver(Item& item, Now now);
  Action ask(const CheckIn& row, bool check_in);
  Action begin(Item& item, Now now);
  Action after_check_in(Item& item, const PortalResult<Answer>& answer, Now now);
  Action after_verify(Item& item, const PortalResult<Answer>& answer, const std::string& listed_as, Now now);
  Action after_trouble(Item& item, const Failure& failure, bool sent, Now now);
  Action after_attempt(Item& item, const Answer& answer, Now now);
  Action about_somebody_else(Item& item, const Answer& answer, Now now);
  Action close(Item& item, Reckoning reckoning, const std::optional<Answer>& answer, std::string note,
               Now now);
  Action except(Item& item, Reckoning reckoning, const std::optional<Answer>& answer, std::string note,
                Now now);
  Action put_off(Item& item, std::optional<Reckoning> reckoning, milliseconds delay, Now now);
  Action not_found(Item& item, Now now);
  Action write(const CheckIn& row);
  Item* current();
  void hear(const std::optional<Failure>& failure, const std::optional<Wall>& date, bool lets_us_in, Now now);
  milliseconds next_wait(Item& item) const;

  Terms terms_;
  Pace pace_;
  PortalClock clock_;
  bool clock_news_ = false;
  std::map<std::string, Item> items_;
  std::int64_t revision_ = 0;

  Stage stage_ = Stage::Idle;
  int asked_ = 0;
  int awaited_ = 0;                                 ///< the question whose answer is still to come; 0 is none
  std::string current_;                             ///< id of the row in hand
  CheckIn pending_;                                 ///< as it is being written
  std::vector<UnansweredSends> unanswered_before_;  ///< the send in hand, which an answer takes back
  bool has_roster_ = false;
  bool hurry_ = false;
  std::optional<Tick> roster_due_;
  int roster_failures_ = 0;
  std::optional<Tick> down_until_;     ///< the link: two questions in a row came to nothing
  std::optional<Tick> blocked_until_;  ///< 403; set until something is answered again
  std::optional<Tick> paced_until_;    ///< 429
  std::optional<Tick> probed_;
  std::optional<Tick> heard_;
  int failures_ = 0;
  bool gone_ = false;  ///< the link: not even a question that is about no row has been answered since
  bool licensed_ = true;
  std::string sentence_;
};

}  // namespace usher
