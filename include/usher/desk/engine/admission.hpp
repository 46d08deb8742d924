#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "usher/core/frame.hpp"
#include "usher/core/link.hpp"
#include "usher/desk/engine/journal.hpp"
#include "usher/desk/engine/terms.hpp"

namespace usher {

/// What `attend` decides, as a state machine: one presentation at a time, one action at a time. Each action
/// is answered by one incident. No thread, clock, random or I/O in here.
class Admission {
 public:
  // ---- what happens
  /// Somebody holds up a code.
  struct Presented {
    Scan scan;
    std::string presentation_id;    ///< fresh
    std::string check_in_id;        ///< fresh, used when a new check-in is made
    bool verify_only = false;       ///< look, record nothing
    std::optional<Tick> portal_up;  ///< when the courier last heard the portal
  };
  /// What disk knows of the pass.
  struct Looked {
    std::vector<Registration> roster;  ///< rows of the bound event with this code
    std::vector<CheckIn> own;          ///< our check-ins of it, oldest first
    bool storage_ok = true;
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
  /// The screen has had its time with the verdict.
  struct Displayed {
    bool seen =
        true;  ///< it was drawn: not by a screen that hangs, nor for a guest who was sent to staff before
  };
  /// The screen drew a verdict that it was given up on. Between two presentations only.
  struct DrawnLate {
    CheckIn row;  ///< as the journal has it now
  };
  using Incident = std::variant<Presented, Looked, Wrote, Answered, Displayed, DrawnLate>;

  // ---- what to do about it
  struct Look {
    std::string code;
  };
  struct Write {
    Change change;
  };
  struct Ask {
    Pass pass;
    bool check_in = false;  ///< else read-only
    milliseconds limit{0};
    std::optional<Registration> guest;  ///< who it is by the roster, for the screen while we wait
    int number = 0;
  };
  struct Show {
    Verdict verdict;
    Presentation presentation;
  };
  struct Done {};
  using Action = std::variant<Look, Write, Ask, Show, Done>;

  explicit Admission(Terms terms, PortalClock clock = PortalClock{});

  [[nodiscard]] Action step(const Incident& incident, Now now);

  /// The event's details as they were learnt since: a new name, a new start.
  void know(const Event& event);

  /// Live questions fail, so the courier should look for the portal soon.
  bool portal_failing() const { return !link_.worth_waiting(); }

 private:
  enum class Stage { Idle, Looking, Verifying, Beginning, CheckingIn, Recording, Showing, Marking };

  Action on(const Presented& presented, Now now);
  Action on(const Looked& looked, Now now);
  Action on(const Wrote& wrote, Now now);
  Action on(const Answered& came, Now now);
  Action on(const Displayed& displayed, Now now);
  Action on(const DrawnLate& late, Now now);

  Action ask(bool check_in, milliseconds limit);
  Action begin(Now now);
  Action not_asked(Now now);
  Action looked_up(const PortalResult<Answer>& answer, Now now);
  Action checked_in(const PortalResult<Answer>& answer, Now now);
  Action decide(Now now);
  Action show();
  Action look_again();

  CheckIn& take_row();
  void mutate_own();  ///< only in the simulator
  void settle_row(const Verdict& verdict, Now now);
  void hear(const PortalResult<Answer>& answer, Now now);
  milliseconds patience(Now now) const;
  Moment moment(Now now) const;
  Change change(bool with_presentation);

  Terms terms_;
  PortalClock clock_;
  bool clock_news_ = false;
  Link link_;
  std::optional<Tick> failed_at_;
  Tick write_began_;
  milliseconds write_took_{0};  ///< the last one: the next may take as long

  // ---- of the presentation in hand
  Stage stage_ = Stage::Idle;
  int asked_ = 0;
  int awaited_ = 0;  ///< the question whose answer is still to come; 0 is none
  Presented presented_;
  std::vector<CheckIn> own_;
  Evidence evidence_;
  std::optional<CheckIn> row_;
  std::vector<UnansweredSends> unanswered_before_;  ///< the send in hand, which an answer takes back
  Verdict verdict_;
  Presentation presentation_;
};

}  // namespace usher
